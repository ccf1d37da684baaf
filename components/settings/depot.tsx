'use client'
import { useTranslations } from 'next-intl'
import { AddressFields } from '@/components/customers/address-fields'
import { addressOf } from '@/components/customers/choices'
import type { Placed } from '@/components/geo/place-dialog'
import { useLive } from '@/components/live/use-live'
import { Section } from '@/components/ui/card'
import { Form, FormActions, SubmitButton } from '@/components/ui/form'
import { bothVersions } from '@/components/ui/stale-dialog'
import { useToast } from '@/components/ui/toast'
import { useRefresh } from '@/components/ui/use-refresh'
import { saveDepot } from '@/lib/auth/actions'
import { type Address, hasMoved } from '@/lib/geo/rules/located'
import { BasePin } from './base-pin'

type Wanted = Parameters<typeof saveDepot>[0]

/** Where the vans of a company leave from, and how well that is known. */
export function DepotForm({ depot, country }: { depot: Placed | null; country: string }) {
  const t = useTranslations('geo.depot')
  const words = useTranslations('settings')
  const common = useTranslations('common.actions')
  const toast = useToast()
  const refresh = useRefresh()
  useLive(['member'], refresh)
  return (
    <Section title={t('title')} description={t('text')} id="depot">
      <Form<Wanted, { version: number }>
        action={saveDepot}
        with={{ version: depot?.version ?? 0 }}
        onDone={() => {
          toast.done(words('saved'))
          refresh()
        }}
        stale={bothVersions<Wanted>({
          fields: [
            {
              key: 'address',
              label: t('address'),
              show: (value) => addressOf(value as Address),
              same: (mine, theirs) => !hasMoved(mine as Address, theirs as Address),
            },
          ],
          onDiscard: () => window.location.reload(),
        })}
      >
        {/* Another address, from here or elsewhere, is another form. */}
        <AddressFields key={depot?.version} within="address." isRequired value={depot ?? undefined} country={country} />
        {depot ? <BasePin row={depot} memberId={null} /> : <p className="text-sm text-ink-soft">{t('none')}</p>}
        <FormActions>
          <SubmitButton variant="secondary">{common('save')}</SubmitButton>
        </FormActions>
      </Form>
    </Section>
  )
}
