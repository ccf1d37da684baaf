'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Section } from '@/components/ui/card'
import { Form, FormActions, SubmitButton } from '@/components/ui/form'
import { Select } from '@/components/ui/select'
import { bothVersions } from '@/components/ui/stale-dialog'
import { useToast } from '@/components/ui/toast'
import { useRefresh } from '@/components/ui/use-refresh'
import { saveWeeklyMail } from '@/lib/reports/actions'

type Wanted = Parameters<typeof saveWeeklyMail>[0]

/** On which day the owner is mailed what is not invoiced yet, or not at all. */
export function WeeklyMailForm({ day, version }: { day: number; version: number }) {
  const t = useTranslations('reports.weekly')
  const actions = useTranslations('common.actions')
  const refresh = useRefresh()
  const toast = useToast()
  const [shown, setShown] = useState(day)
  const [first] = useState(day)
  // The version that the field shows. Another's choice of the day is met as such; the page's other parts save by themselves.
  const [saved, setSaved] = useState(version)
  const seen = day === first || day === shown ? Math.max(saved, version) : saved
  const days = [0, 1, 2, 3, 4, 5, 6, 7].map((value) => ({ value: String(value), label: t(`days.${value}`) }))
  return (
    <Section title={t('title')} description={t('text')} id="weekly-mail">
      <Form<Wanted, { version: number }>
        action={saveWeeklyMail}
        toInput={() => ({ unbilledMailDay: shown, version: seen })}
        onDone={(value) => {
          setSaved(value.version)
          toast.done(t(shown === 0 ? 'off' : 'on'))
          refresh()
        }}
        stale={(stale) =>
          bothVersions<Wanted>({
            fields: [
              {
                key: 'unbilledMailDay',
                label: t('day'),
                show: (value) => days.find((option) => option.value === String(value))?.label,
              },
            ],
            onDiscard: () => window.location.reload(),
          })({
            ...stale,
            send: (input) => {
              setShown(input.unbilledMailDay)
              stale.send(input)
            },
          })
        }
      >
        <Select
          name="unbilledMailDay"
          label={t('day')}
          description={t('when')}
          value={String(shown)}
          onChange={(value) => setShown(Number(value ?? 0))}
          options={days}
        />
        <FormActions>
          <SubmitButton variant="secondary">{actions('save')}</SubmitButton>
        </FormActions>
      </Form>
    </Section>
  )
}
