'use client'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useState } from 'react'
import { addressOf, assetName, type CustomerChoices, loadChoices } from '@/components/customers/choices'
import { DatePicker } from '@/components/ui/date-picker'
import { DateText } from '@/components/ui/date-text'
import { Dialog } from '@/components/ui/dialog'
import { Duration } from '@/components/ui/duration'
import { DialogActions, FieldRow, Form } from '@/components/ui/form'
import { Money } from '@/components/ui/money'
import { MoneyField } from '@/components/ui/money-field'
import { NumberField } from '@/components/ui/number-field'
import { Select } from '@/components/ui/select'
import { bothVersions, sameNumber } from '@/components/ui/stale-dialog'
import { TextField } from '@/components/ui/text-field'
import { useRefresh } from '@/components/ui/use-refresh'
import { edit } from '@/lib/orders/actions'
import type { OrderPage } from '@/lib/orders/queries/page'
import { agreementBases, priorities } from '@/lib/orders/rules'
import type { MemberChoice } from './hold-dialog'
import { OrderPlanning } from './order-planning'
import { OrderUnder } from './order-under'

type Wanted = Parameters<typeof edit>[0]
type Numbered = { id: string; number: string; name: string }

/** Where, with whom, about what, when and for how much. Title and words are edited in place. */
export function OrderEditDialog({
  page,
  members,
  onClose,
}: {
  page: OrderPage
  members: readonly MemberChoice[]
  onClose: () => void
}) {
  const { order } = page
  const t = useTranslations('orders')
  const refresh = useRefresh()
  // The page behind comes in live: what a colleague saves meanwhile must not pass for what these fields started from.
  const [version] = useState(order.version)
  const [choices, setChoices] = useState<CustomerChoices | null>(null)
  const [siteId, setSiteId] = useState<string | null>(order.siteId)
  const [contactId, setContactId] = useState<string | null>(order.contactId)
  const [assetId, setAssetId] = useState<string | null>(order.assetId)
  const [under, setUnder] = useState({ projectId: order.projectId, contractId: order.contractId })
  const [agreedBasis, setAgreedBasis] = useState<string | null>(order.agreedBasis)
  useEffect(() => {
    const controller = new AbortController()
    loadChoices(order.customerId, controller.signal)
      .then(setChoices)
      .catch(() => {})
    return () => controller.abort()
  }, [order.customerId])

  // What the order says now stays on offer, also when it was archived, retired or moved since.
  const contacts = withCurrent(choices?.contacts ?? [], page.contact)
  const assets = withCurrent(
    (choices?.assets ?? []).filter((one) => one.siteId === siteId),
    siteId === order.siteId ? page.asset : null,
  )

  const projects = withCurrent<Numbered>(choices?.projects ?? [], page.project)
  const contracts = withCurrent<Numbered>(choices?.contracts ?? [], page.contract)

  const fields = (
    [
      ...([
        'siteId',
        'contactId',
        'assetId',
        'projectId',
        'dueOn',
        'earliestOn',
        'preferredMemberId',
        'priority',
        'durationMinutes',
        'poNumber',
      ] as const),
      ...(['contractId', 'loadKg', 'loadM3', 'agreedBasis', 'agreedReference', 'agreedAmount'] as const),
    ] as const
  ).map((key) => ({
    key,
    label: t(`fields.${key}`),
    show: (value: unknown) => nameOf(key, value),
    same: key === 'agreedAmount' || key === 'loadKg' || key === 'loadM3' ? sameNumber : undefined,
  }))

  function nameOf(key: keyof Wanted, value: unknown): ReactNode {
    if (value === null || value === undefined || value === '') return '–'
    if (key === 'siteId') {
      const site = choices?.sites.find((one) => one.id === value)
      return site ? addressOf(site) : '…'
    }
    if (key === 'contactId') return choices?.contacts.find((one) => one.id === value)?.name ?? '…'
    if (key === 'assetId') {
      const asset = choices?.assets.find((one) => one.id === value)
      return asset ? assetName(asset) : '…'
    }
    if (key === 'projectId') return projects.find((one) => one.id === value)?.name ?? '…'
    if (key === 'contractId') return contracts.find((one) => one.id === value)?.number ?? '…'
    if (key === 'priority') return t(`priority.${priorities.find((one) => one === value) ?? 'normal'}`)
    if (key === 'preferredMemberId') return members.find((one) => one.id === value)?.name ?? '…'
    if (key === 'dueOn' || key === 'earliestOn') return <DateText value={String(value)} hasTime={false} />
    if (key === 'durationMinutes') return <Duration minutes={Number(value)} />
    if (key === 'agreedAmount') return <Money value={String(value)} />
    if (key === 'agreedBasis') return t(`agreementBasis.${agreementBases.find((one) => one === value) ?? 'quote'}`)
    return String(value)
  }

  return (
    <Dialog
      isOpen
      onOpenChange={(open) => !open && onClose()}
      title={t('editTitle', { number: order.number })}
      size="lg"
    >
      <Form<Wanted, { version: number }>
        action={edit}
        with={{ id: order.id, version }}
        onDone={() => {
          onClose()
          refresh()
        }}
        stale={bothVersions<Wanted>({
          fields,
          onDiscard: () => {
            onClose()
            refresh()
          },
        })}
      >
        <Select
          label={t('fields.siteId')}
          name="siteId"
          isRequired
          value={siteId}
          onChange={(value) => {
            setSiteId(value)
            if (value !== siteId) setAssetId(null)
          }}
          options={(choices?.sites ?? [page.site]).map((site) => ({
            value: site.id,
            label: addressOf(site),
            description: site.name,
          }))}
        />
        <FieldRow>
          <Select
            label={t('fields.contactId')}
            name="contactId"
            isClearable
            value={contactId}
            onChange={setContactId}
            options={contacts.map((one) => ({
              value: one.id,
              label: one.name,
              description: one.phone,
            }))}
          />
          <Select
            label={t('fields.assetId')}
            name="assetId"
            isClearable
            value={assetId}
            onChange={setAssetId}
            placeholder={t('noAsset')}
            options={assets.map((one) => ({
              value: one.id,
              label: assetName(one),
              description: one.serial,
            }))}
          />
        </FieldRow>
        <OrderUnder choices={{ projects, contracts }} value={under} onChange={setUnder} />
        <div className="grid grid-cols-2 gap-4 sm:grid-cols-3">
          <DatePicker label={t('fields.dueOn')} name="dueOn" defaultValue={order.dueOn} />
          <Select
            label={t('fields.priority')}
            name="priority"
            defaultValue={order.priority}
            options={priorities.map((value) => ({ value, label: t(`priority.${value}`) }))}
          />
          <NumberField
            label={t('fields.durationMinutes')}
            name="durationMinutes"
            minValue={15}
            maxValue={6000}
            step={15}
            suffix={t('minutes')}
            defaultValue={order.durationMinutes}
          />
          <TextField label={t('fields.poNumber')} name="poNumber" maxLength={60} defaultValue={order.poNumber} />
          <OrderPlanning order={order} members={members} />
        </div>
        <div className="grid grid-cols-2 gap-4 sm:grid-cols-3">
          <Select
            label={t('fields.agreedBasis')}
            name="agreedBasis"
            isClearable
            value={agreedBasis}
            onChange={setAgreedBasis}
            placeholder={t('noAgreement')}
            options={agreementBases.map((value) => ({ value, label: t(`agreementBasis.${value}`) }))}
          />
          <TextField
            label={t('fields.agreedReference')}
            name="agreedReference"
            maxLength={60}
            isDisabled={!agreedBasis}
            defaultValue={order.agreedReference}
          />
          <MoneyField label={t('fields.agreedAmount')} name="agreedAmount" defaultValue={order.agreedAmount} />
        </div>
        <DialogActions onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

function withCurrent<One extends { id: string }>(offered: readonly One[], current: One | null): readonly One[] {
  return !current || offered.some(({ id }) => id === current.id) ? offered : [current, ...offered]
}
