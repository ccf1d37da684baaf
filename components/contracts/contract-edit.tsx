'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { addressOf } from '@/components/customers/choices'
import { useChoices } from '@/components/projects/use-choices'
import { DateText } from '@/components/ui/date-text'
import { Dialog } from '@/components/ui/dialog'
import { DialogActions, Form } from '@/components/ui/form'
import { bothVersions } from '@/components/ui/stale-dialog'
import { useRefresh } from '@/components/ui/use-refresh'
import { edit } from '@/lib/contracts/actions'
import type { ContractPage } from '@/lib/contracts/queries'
import { ContractFields, typedFrom } from './contract-fields'

type Wanted = Parameters<typeof edit>[0]

/** What a contract says; when somebody else saved meanwhile both versions stand beside each other. */
export function ContractEditDialog({
  page,
  today,
  onClose,
}: {
  page: ContractPage
  today: string
  onClose: () => void
}) {
  const { contract, sites } = page
  const t = useTranslations('contracts')
  const refresh = useRefresh()
  // The page behind comes in live: what a colleague saves meanwhile must not pass for what these fields started from.
  const [version] = useState(contract.version)
  const choices = useChoices(contract.customerId)

  function done() {
    onClose()
    refresh()
  }

  const day = (value: unknown) => (value ? <DateText value={String(value)} hasTime={false} /> : '–')
  function placesOf(value: unknown): string {
    const ids = Array.isArray(value) ? value : []
    const known = [...(choices?.sites ?? []), ...sites]
    const names = ids.map((id) => known.find((one) => one.id === id)).map((one) => (one ? addressOf(one) : '…'))
    return names.join(' · ') || t('allSites')
  }

  return (
    <Dialog
      isOpen
      onOpenChange={(open) => !open && onClose()}
      title={t('editTitle', { number: contract.number })}
      size="lg"
    >
      <Form<Wanted, { version: number }>
        action={edit}
        toInput={(values) => ({ ...typedFrom(values), id: contract.id, version })}
        onDone={done}
        stale={bothVersions<Wanted>({
          fields: [
            ...(['name', 'reference', 'poNumber', 'notes', 'silentConsentDays'] as const).map((key) => ({
              key,
              label: t(`fields.${key}`),
            })),
            ...(['startsOn', 'endsOn'] as const).map((key) => ({ key, label: t(`fields.${key}`), show: day })),
            {
              key: 'siteIds',
              label: t('fields.siteIds'),
              show: placesOf,
              // A field that wasn't on the screen is not sent, and so differs from nothing.
              same: (mine: unknown, theirs: unknown) => mine === undefined || String(mine) === String(theirs),
            },
          ],
          onDiscard: done,
        })}
      >
        <ContractFields value={contract} kept={sites} choices={choices} today={today} />
        <DialogActions onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
