'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { FieldRow, Form, FormActions, SubmitButton } from '@/components/ui/form'
import { NumberField } from '@/components/ui/number-field'
import { bothVersions } from '@/components/ui/stale-dialog'
import { useToast } from '@/components/ui/toast'
import { useRefresh } from '@/components/ui/use-refresh'
import { saveSettings } from '@/lib/approvals/actions'

type Wanted = Parameters<typeof saveSettings>[0]
type Shown = Omit<Wanted, 'version'>

/** How long a customer can answer, and after how many days a reminder goes by itself; both versions at a stale edit. */
export function ApprovalSettingsForm({ settings, version }: { settings: Shown; version: number }) {
  const t = useTranslations('approvals.settings')
  const actions = useTranslations('common.actions')
  const refresh = useRefresh()
  const toast = useToast()
  const [shown, setShown] = useState(() => drawn(settings))
  // The version that the fields show: a page that is read again brings another's, and the fields stay as they are.
  const [seen, setSeen] = useState(version)
  const daysText = (value: unknown) =>
    Array.isArray(value) && value.length > 0 ? value.map((day) => t('after', { days: Number(day) })).join(', ') : '–'
  const number = (index: number) => ({
    name: `approvalReminderDays.${index}`,
    value: shown.days[index] ?? null,
    onChange: (day: number | null) => setShown({ ...shown, days: shown.days.with(index, day) }),
    minValue: 1,
    maxValue: 364,
    suffix: t('unit'),
  })
  return (
    <Form<Wanted, { version: number }>
      action={saveSettings}
      toInput={() => ({
        approvalLinkDays: shown.linkDays ?? 0,
        approvalReminderDays: shown.days.filter((day) => day !== null),
        version: seen,
      })}
      onDone={(value) => {
        setSeen(value.version)
        toast.done(t('saved'))
        refresh()
      }}
      stale={(stale) =>
        bothVersions<Wanted>({
          fields: [
            { key: 'approvalLinkDays', label: t('linkDays') },
            { key: 'approvalReminderDays', label: t('reminders'), show: daysText },
          ],
          onDiscard: () => window.location.reload(),
        })({
          ...stale,
          send: ({ version: _, ...chosen }) => {
            setShown(drawn(chosen))
            stale.send({ ...chosen, version: seen })
          },
        })
      }
    >
      <NumberField
        name="approvalLinkDays"
        label={t('linkDays')}
        description={t('linkDaysText')}
        value={shown.linkDays}
        onChange={(linkDays) => setShown({ ...shown, linkDays })}
        minValue={1}
        maxValue={365}
        suffix={t('unit')}
        isRequired
        className="sm:max-w-64"
      />
      <FieldRow>
        <NumberField {...number(0)} label={t('first')} description={t('firstText')} />
        <NumberField {...number(1)} label={t('second')} description={t('secondText')} />
      </FieldRow>
      <FormActions>
        <SubmitButton variant="secondary">{actions('save')}</SubmitButton>
      </FormActions>
    </Form>
  )
}

function drawn({ approvalLinkDays, approvalReminderDays }: Shown): {
  linkDays: number | null
  days: (number | null)[]
} {
  return { linkDays: approvalLinkDays, days: [approvalReminderDays[0] ?? null, approvalReminderDays[1] ?? null] }
}
