'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { loadCustomers } from '@/components/customers/choices'
import { ComboBox } from '@/components/ui/combo-box'
import { DatePicker } from '@/components/ui/date-picker'
import { DateText } from '@/components/ui/date-text'
import { Dialog } from '@/components/ui/dialog'
import { DialogActions, FieldRow, Form } from '@/components/ui/form'
import { Money } from '@/components/ui/money'
import { MoneyField } from '@/components/ui/money-field'
import type { Option } from '@/components/ui/option'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { Select } from '@/components/ui/select'
import { bothVersions, sameNumber } from '@/components/ui/stale-dialog'
import { useToast } from '@/components/ui/toast'
import { useRefresh } from '@/components/ui/use-refresh'
import { saveRate } from '@/lib/hours/actions'
import type { RateChoices, RateRow } from '@/lib/hours/queries/rates'
import { hourTypes } from '@/lib/hours/rules/entries'
import { isBillableType } from '@/lib/hours/rules/rates'

type Wanted = Parameters<typeof saveRate>[0]
type Done = { repriced: number }
const places = ['everybody', 'customer', 'contract', 'project'] as const

/** What is typed: nothing, what a rate says (`edit`), or the same again from another day on (`replace`). */
export type RateDraft = { rate: RateRow | null; how: 'new' | 'edit' | 'replace' }

/** Of a project or a contract. */
export function workOption(work: { id: string; number: string; name: string; customer: string }): Option {
  return { value: work.id, label: `${work.number} ${work.name}`, description: work.customer }
}

/** A rate: for whom, what it costs, from which day on. With `contract` it is one of that contract. */
export function RateDialog({
  draft: { rate, how },
  choices,
  today,
  contract: given = null,
  onClose,
}: {
  draft: RateDraft
  choices: RateChoices
  today: string
  contract?: Option | null
  onClose: () => void
}) {
  const t = useTranslations('hours.rates')
  const types = useTranslations('hours.types')
  const toast = useToast()
  const refresh = useRefresh()
  const [id] = useState(() => (how === 'edit' && rate ? rate.id : uuidv7()))
  const [place, setPlace] = useState<(typeof places)[number]>(
    given || rate?.contractId ? 'contract' : rate?.projectId ? 'project' : rate?.customerId ? 'customer' : 'everybody',
  )
  const [project, setProject] = useState(chosen(rate?.projectId, rate?.project))
  const [contract, setContract] = useState(given ?? chosen(rate?.contractId, rate?.contract))
  const [customer, setCustomer] = useState(chosen(rate?.customerId, rate?.customer))
  const [member, setMember] = useState(chosen(rate?.memberId, rate?.member))
  const [hourType, setHourType] = useState<string | null>(rate?.hourType ?? null)
  const nameOf = (mine: Option | null, theirs: string | undefined) => (value: unknown) =>
    !value ? '–' : value === mine?.value ? mine?.label : theirs

  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t(`dialog.${how}`)}
      description={t(`dialogText.${how}`)}
      size="lg"
    >
      <Form<Wanted, Done>
        action={saveRate}
        toInput={(values) => ({
          id,
          version: how === 'edit' && rate ? rate.version : null,
          projectId: place === 'project' ? (project?.value ?? null) : null,
          contractId: place === 'contract' ? (contract?.value ?? null) : null,
          customerId: place === 'customer' ? (customer?.value ?? null) : null,
          memberId: member?.value ?? null,
          hourType: hourTypes.find((type) => type === hourType) ?? null,
          price: String(values.price ?? ''),
          validFrom: String(values.validFrom ?? ''),
        })}
        onDone={({ repriced }) => {
          toast.done(t('saved', { count: repriced }))
          onClose()
          refresh()
        }}
        stale={bothVersions<Wanted>({
          fields: [
            { key: 'price', label: t('price'), same: sameNumber, show: (value) => <Money value={String(value)} /> },
            {
              key: 'validFrom',
              label: t('validFrom'),
              show: (value) => <DateText value={String(value)} hasTime={false} />,
            },
            { key: 'projectId', label: t('project'), show: nameOf(project, rate?.project) },
            { key: 'contractId', label: t('contract'), show: nameOf(contract, rate?.contract) },
            { key: 'customerId', label: t('customer'), show: nameOf(customer, rate?.customer) },
            { key: 'memberId', label: t('member'), show: nameOf(member, rate?.member) },
            {
              key: 'hourType',
              label: t('hourType'),
              show: (value) => hourTypes.filter((type) => type === value).map((type) => types(type))[0] ?? '–',
            },
          ],
          onDiscard: () => {
            onClose()
            refresh()
          },
        })}
      >
        {given === null && (
          <SegmentedControl
            label={t('for')}
            value={place}
            onChange={setPlace}
            options={places.map((value) => ({ value, label: t(`places.${value}`) }))}
          />
        )}
        {given === null && place === 'contract' && (
          <ComboBox
            label={t('contract')}
            name="contractId"
            description={choices.contracts.length === 0 ? t('noContracts') : undefined}
            isRequired
            value={contract}
            onChange={setContract}
            options={choices.contracts.map(workOption)}
          />
        )}
        {place === 'customer' && (
          <ComboBox
            label={t('customer')}
            name="customerId"
            isRequired
            value={customer}
            onChange={setCustomer}
            load={loadCustomers}
          />
        )}
        {place === 'project' && (
          <ComboBox
            label={t('project')}
            name="projectId"
            description={choices.projects.length === 0 ? t('noProjects') : undefined}
            isRequired
            value={project}
            onChange={setProject}
            options={choices.projects.map(workOption)}
          />
        )}
        <FieldRow>
          <ComboBox
            label={t('member')}
            name="memberId"
            placeholder={t('anybody')}
            value={member}
            onChange={setMember}
            options={choices.people.map(({ id: value, name: label }) => ({ value, label }))}
          />
          <Select
            label={t('hourType')}
            name="hourType"
            placeholder={t('anyHours')}
            isClearable
            value={hourType}
            onChange={setHourType}
            options={hourTypes.filter(isBillableType).map((value) => ({ value, label: types(value) }))}
          />
        </FieldRow>
        <FieldRow>
          <MoneyField
            label={t('price')}
            name="price"
            mostDigits={4}
            isRequired
            autoFocus={how !== 'new'}
            description={t('priceText')}
            defaultValue={rate?.price ?? null}
          />
          <DatePicker
            label={t('validFrom')}
            name="validFrom"
            isRequired
            description={t('validFromText')}
            defaultValue={how === 'edit' && rate ? rate.validFrom : today}
          />
        </FieldRow>
        <DialogActions onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

function chosen(value: string | null | undefined, label: string | undefined): Option | null {
  return value ? { value, label: label ?? '' } : null
}
