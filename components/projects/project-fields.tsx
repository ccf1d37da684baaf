'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ContractSelect } from '@/components/contracts/contract-select'
import { addressOf, type CustomerChoices } from '@/components/customers/choices'
import { Card } from '@/components/ui/card'
import { DatePicker } from '@/components/ui/date-picker'
import { DecimalField } from '@/components/ui/decimal-field'
import { FieldRow } from '@/components/ui/form'
import type { FormValues } from '@/components/ui/form-values'
import { MoneyField } from '@/components/ui/money-field'
import type { Option } from '@/components/ui/option'
import { Select } from '@/components/ui/select'
import { TextArea } from '@/components/ui/text-area'
import { TextField } from '@/components/ui/text-field'
import type { ProjectPage } from '@/lib/projects/queries'
import {
  approvalScopes,
  approvalTimings,
  approvalWishes,
  hoursOfMinutes,
  projectInvoicings,
  projectPricings,
} from '@/lib/projects/rules'

export type Named = { id: string; name: string }
type Values = ProjectPage['project']

const steps = [1, 5, 6, 10, 15, 30, 60]

/** All but the customer of a project. What is chosen of the customer comes with `choices`. */
export function ProjectFields({
  value,
  choices,
  members,
  kept,
  rounding = 1,
  contractId: given = null,
}: {
  value?: Values
  choices: CustomerChoices | null
  members: readonly Named[]
  /** Of a new project, as the company does. */
  rounding?: number
  /** The contract that a new project is made from. */
  contractId?: string | null
  /** What the project says now, also when it was archived since. */
  kept?: Pick<ProjectPage, 'site' | 'contact' | 'lead' | 'contract'>
}) {
  const t = useTranslations('projects')
  const [siteId, setSiteId] = useState(value?.siteId ?? null)
  const [contractId, setContractId] = useState(value?.contractId ?? given)
  const [contactId, setContactId] = useState(value?.contactId ?? null)
  const [leadId, setLeadId] = useState(value?.leadId ?? null)
  const [pricing, setPricing] = useState<string | null>(value?.pricing ?? 'hourly')
  const [approval, setApproval] = useState<string | null>(value?.approval ?? 'default')
  const priced = projectPricings.find((one) => one === pricing) ?? 'hourly'
  const contracts = withKept(choices?.contracts ?? [], kept?.contract ?? null)
  const sites = withKept(choices?.sites ?? [], kept?.site ?? null)
  const contacts = withKept(choices?.contacts ?? [], kept?.contact ?? null)
  return (
    <>
      <Card title={t('cards.what')}>
        <div className="flex flex-col gap-4">
          <TextField label={t('fields.name')} name="name" isRequired maxLength={120} defaultValue={value?.name} />
          <TextArea
            label={t('fields.description')}
            name="description"
            rows={3}
            maxLength={5000}
            placeholder={t('noDescription')}
            defaultValue={value?.description}
          />
          <FieldRow>
            <Select
              label={t('fields.siteId')}
              name="siteId"
              isClearable
              isDisabled={sites.length === 0}
              value={siteId}
              onChange={setSiteId}
              options={sites.map((one) => ({ value: one.id, label: addressOf(one), description: one.name }))}
            />
            <Select
              label={t('fields.leadId')}
              name="leadId"
              isClearable
              value={leadId}
              onChange={setLeadId}
              placeholder={t('nobody')}
              options={withKept(members, kept?.lead ?? null).map(optionOf)}
            />
          </FieldRow>
          <ContractSelect contracts={contracts} value={contractId} onChange={setContractId} />
          <FieldRow>
            <DatePicker label={t('fields.startsOn')} name="startsOn" defaultValue={value?.startsOn} />
            <DatePicker label={t('fields.endsOn')} name="endsOn" defaultValue={value?.endsOn} />
          </FieldRow>
        </div>
      </Card>
      <Card title={t('cards.price')}>
        <div className="flex flex-col gap-4">
          <FieldRow>
            <Select
              label={t('fields.pricing')}
              name="pricing"
              isRequired
              value={pricing}
              onChange={setPricing}
              description={t(`pricingHint.${priced}`)}
              options={projectPricings.map((one) => ({ value: one, label: t(`values.pricing.${one}`) }))}
            />
            {priced === 'fixed' && (
              <MoneyField
                label={t('fields.fixedPrice')}
                name="fixedPrice"
                isRequired
                description={t('fixedHint')}
                defaultValue={value?.fixedPrice}
              />
            )}
            <Select
              label={t('fields.invoicing')}
              name="invoicing"
              isRequired
              defaultValue={value?.invoicing ?? 'monthly'}
              options={projectInvoicings.map((one) => ({ value: one, label: t(`values.invoicing.${one}`) }))}
            />
          </FieldRow>
          <FieldRow>
            <DecimalField
              label={t('fields.budgetHours')}
              name="budgetHours"
              mostDigits={2}
              suffix={t('hoursUnit')}
              placeholder={t('noBudget')}
              defaultValue={hoursOfMinutes(value?.budgetMinutes ?? null)}
            />
            <MoneyField
              label={t('fields.budgetAmount')}
              name="budgetAmount"
              placeholder={t('noBudget')}
              defaultValue={value?.budgetAmount}
            />
          </FieldRow>
          <FieldRow>
            <Select
              label={t('fields.roundingMinutes')}
              name="roundingMinutes"
              description={t('roundingHint')}
              defaultValue={String(value?.roundingMinutes ?? rounding)}
              options={[...new Set([...steps, value?.roundingMinutes ?? rounding])]
                .sort((a, b) => a - b)
                .map((one) => ({ value: String(one), label: `${one} ${t('minutesUnit')}` }))}
            />
            <TextField label={t('fields.poNumber')} name="poNumber" maxLength={60} defaultValue={value?.poNumber} />
          </FieldRow>
        </div>
      </Card>
      <Card title={t('cards.approval')}>
        <div className="flex flex-col gap-4">
          <FieldRow>
            <Select
              label={t('fields.approval')}
              name="approval"
              value={approval}
              onChange={setApproval}
              options={approvalWishes.map((one) => ({ value: one, label: t(`values.approval.${one}`) }))}
            />
            {approval !== 'no' && (
              <Select
                label={t('fields.contactId')}
                name="contactId"
                isClearable
                value={contactId}
                onChange={setContactId}
                placeholder={t('defaultContact')}
                options={contacts.map((one) => ({ value: one.id, label: one.name, description: one.email }))}
              />
            )}
          </FieldRow>
          {approval !== 'no' && (
            <FieldRow>
              <Select
                label={t('fields.approvalTiming')}
                name="approvalTiming"
                defaultValue={value?.approvalTiming ?? 'default'}
                options={approvalTimings.map((one) => ({ value: one, label: t(`values.approvalTiming.${one}`) }))}
              />
              <Select
                label={t('fields.approvalScope')}
                name="approvalScope"
                defaultValue={value?.approvalScope ?? 'default'}
                options={approvalScopes.map((one) => ({ value: one, label: t(`values.approvalScope.${one}`) }))}
              />
            </FieldRow>
          )}
        </div>
      </Card>
    </>
  )
}

/** The fields of above as an action asks them; one that isn't on the screen is left out. */
export function typedFrom(values: FormValues) {
  const text = (name: string) => String(values[name] ?? '')
  const orNull = (name: string) => text(name) || null
  const seen = <Value,>(name: string, value: Value) => (values[name] === undefined ? undefined : value)
  return {
    name: text('name'),
    description: text('description'),
    siteId: orNull('siteId'),
    contractId: seen('contractId', orNull('contractId')),
    leadId: orNull('leadId'),
    contactId: seen('contactId', orNull('contactId')),
    startsOn: orNull('startsOn'),
    endsOn: orNull('endsOn'),
    pricing: projectPricings.find((one) => one === values.pricing) ?? 'hourly',
    fixedPrice: orNull('fixedPrice'),
    invoicing: projectInvoicings.find((one) => one === values.invoicing) ?? 'monthly',
    budgetHours: orNull('budgetHours'),
    budgetAmount: orNull('budgetAmount'),
    roundingMinutes: Number(values.roundingMinutes ?? 1),
    poNumber: text('poNumber'),
    approval: approvalWishes.find((one) => one === values.approval) ?? 'default',
    approvalTiming: approvalTimings.find((one) => one === values.approvalTiming),
    approvalScope: approvalScopes.find((one) => one === values.approvalScope),
  }
}

const optionOf = (one: Named): Option => ({ value: one.id, label: one.name })

function withKept<One extends { id: string }>(offered: readonly One[], kept: One | null): readonly One[] {
  return !kept || offered.some(({ id }) => id === kept.id) ? offered : [kept, ...offered]
}
