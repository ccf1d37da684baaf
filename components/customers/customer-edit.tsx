'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { ComboBox } from '@/components/ui/combo-box'
import { Dialog } from '@/components/ui/dialog'
import { DialogActions, FieldRow, Form } from '@/components/ui/form'
import { NumberField } from '@/components/ui/number-field'
import type { Option } from '@/components/ui/option'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { Select } from '@/components/ui/select'
import { StaleDialog } from '@/components/ui/stale-dialog'
import { TextArea } from '@/components/ui/text-area'
import { TextField } from '@/components/ui/text-field'
import { useRefresh } from '@/components/ui/use-refresh'
import { edit } from '@/lib/customers/actions'
import type { CustomerPage } from '@/lib/customers/queries'
import {
  approvalScopes,
  approvalTimings,
  approvalWishes,
  type CustomerKind,
  invoiceGroupings,
  workDetails,
  workGroupings,
} from '@/lib/customers/rules'
import { documentLocales } from '@/lib/locale'
import { AddressFields } from './address-fields'
import { loadCustomers } from './choices'

type Wanted = Parameters<typeof edit>[0]

const fieldNames = [
  'kind',
  'name',
  'vatNumber',
  'enterpriseNumber',
  'street',
  'houseNumber',
  'postalCode',
  'city',
  'country',
  'phone',
  'email',
  'invoiceEmail',
  'poRequired',
  'paymentTermDays',
  'locale',
  'invoiceGrouping',
  'vatCode',
  'withTimesheet',
  'invoiceIntro',
  'invoiceClosing',
] as const

const wishNames = ['approval', 'approvalTiming', 'approvalScope', 'workGrouping', 'workDetail'] as const

/** Details and billing of a customer; when somebody else saved meanwhile both versions stand beside each other. */
export function CustomerEditDialog({ customer, onClose }: { customer: CustomerPage; onClose: () => void }) {
  const t = useTranslations('customers')
  const refresh = useRefresh()
  // What a colleague saves meanwhile must not pass for what these fields started from.
  const [version] = useState(customer.version)
  const [kind, setKind] = useState<CustomerKind>(customer.kind)
  const [billTo, setBillTo] = useState<Option | null>(
    customer.billToId ? { value: customer.billToId, label: customer.billToName } : null,
  )
  const shown: { [Key in keyof Wanted]?: (value: unknown) => string } = {
    kind: (value) => t(`values.kind.${value === 'person' ? 'person' : 'company'}`),
    invoiceGrouping: (value) => t(`values.invoiceGrouping.${invoiceGroupings.find((one) => one === value) ?? 'order'}`),
    locale: (value) => t(`values.locale.${documentLocales.find((one) => one === value) ?? 'nl'}`),
    paymentTermDays: (value) => `${String(value ?? '–')} ${t('daysUnit')}`,
  }
  function done() {
    onClose()
    refresh()
  }
  return (
    <Dialog isOpen onOpenChange={(open) => !open && onClose()} title={t('edit')} size="xl">
      <Form<Wanted, { version: number }>
        action={edit}
        with={{ id: customer.id, version, kind, billToId: billTo?.value ?? null }}
        onDone={done}
        stale={({ mine, theirs, close, send }) => {
          const now = theirs as Wanted & { billToName: string }
          return (
            <StaleDialog
              mine={mine}
              theirs={now}
              fields={[
                ...fieldNames.map((key) => ({ key, label: t(`fields.${key}`), show: shown[key] })),
                ...wishNames.map((key) => ({
                  key,
                  label: t(`fields.${key}`),
                  show: (value: unknown) => t(`values.${key}.${String(value)}`),
                })),
                {
                  key: 'billToId',
                  label: t('fields.billToId'),
                  show: (id) => (!id ? t('itself') : id === billTo?.value ? billTo?.label : now.billToName),
                },
              ]}
              onKeep={send}
              onDiscard={done}
              onClose={close}
            />
          )
        }}
      >
        <div className="grid gap-x-8 gap-y-4 lg:grid-cols-2">
          <div className="flex flex-col gap-4">
            <SegmentedControl
              label={t('fields.kind')}
              value={kind}
              onChange={(value) => setKind(value === 'person' ? 'person' : 'company')}
              options={[
                { value: 'company', label: t('values.kind.company') },
                { value: 'person', label: t('values.kind.person') },
              ]}
            />
            <TextField label={t('fields.name')} name="name" isRequired maxLength={200} defaultValue={customer.name} />
            <FieldRow>
              <TextField label={t('fields.phone')} name="phone" type="tel" defaultValue={customer.phone} />
              <TextField label={t('fields.email')} name="email" type="email" defaultValue={customer.email} />
            </FieldRow>
            <AddressFields value={customer} country={customer.country} />
            <FieldRow>
              <Select
                label={t('fields.workGrouping')}
                name="workGrouping"
                defaultValue={customer.workGrouping}
                options={workGroupings.map((value) => ({ value, label: t(`values.workGrouping.${value}`) }))}
              />
              <Select
                label={t('fields.workDetail')}
                name="workDetail"
                defaultValue={customer.workDetail}
                options={workDetails.map((value) => ({ value, label: t(`values.workDetail.${value}`) }))}
              />
            </FieldRow>
            <TextArea
              label={t('fields.invoiceIntro')}
              name="invoiceIntro"
              rows={2}
              maxLength={2000}
              defaultValue={customer.invoiceIntro}
            />
            <TextArea
              label={t('fields.invoiceClosing')}
              name="invoiceClosing"
              rows={2}
              maxLength={2000}
              defaultValue={customer.invoiceClosing}
            />
            <Checkbox name="withTimesheet" defaultSelected={customer.withTimesheet}>
              {t('fields.withTimesheet')}
            </Checkbox>
          </div>
          <div className="flex flex-col gap-4">
            <FieldRow>
              <TextField label={t('fields.vatNumber')} name="vatNumber" defaultValue={customer.vatNumber} />
              <TextField
                label={t('fields.enterpriseNumber')}
                name="enterpriseNumber"
                defaultValue={customer.enterpriseNumber}
              />
            </FieldRow>
            <ComboBox
              label={t('fields.billToId')}
              name="billToId"
              description={t('billToHint')}
              placeholder={t('itself')}
              value={billTo}
              onChange={setBillTo}
              load={loadCustomers}
            />
            <TextField
              label={t('fields.invoiceEmail')}
              name="invoiceEmail"
              type="email"
              placeholder={customer.email}
              defaultValue={customer.invoiceEmail}
            />
            <FieldRow>
              <Select
                label={t('fields.invoiceGrouping')}
                name="invoiceGrouping"
                defaultValue={customer.invoiceGrouping}
                options={invoiceGroupings.map((value) => ({ value, label: t(`values.invoiceGrouping.${value}`) }))}
              />
              <NumberField
                label={t('fields.paymentTermDays')}
                name="paymentTermDays"
                minValue={0}
                maxValue={365}
                defaultValue={customer.paymentTermDays}
                suffix={t('daysUnit')}
              />
            </FieldRow>
            <FieldRow>
              <Select
                label={t('fields.locale')}
                name="locale"
                defaultValue={customer.locale}
                options={documentLocales.map((value) => ({ value, label: t(`values.locale.${value}`) }))}
              />
              <TextField
                label={t('fields.vatCode')}
                name="vatCode"
                defaultValue={customer.vatCode}
                description={t('vatCodeHint')}
              />
            </FieldRow>
            <FieldRow>
              <Select
                label={t('fields.approval')}
                name="approval"
                defaultValue={customer.approval}
                options={approvalWishes.map((value) => ({ value, label: t(`values.approval.${value}`) }))}
              />
              <Select
                label={t('fields.approvalTiming')}
                name="approvalTiming"
                defaultValue={customer.approvalTiming}
                options={approvalTimings.map((value) => ({ value, label: t(`values.approvalTiming.${value}`) }))}
              />
              <Select
                label={t('fields.approvalScope')}
                name="approvalScope"
                defaultValue={customer.approvalScope}
                options={approvalScopes.map((value) => ({ value, label: t(`values.approvalScope.${value}`) }))}
              />
            </FieldRow>
            <Checkbox name="poRequired" defaultSelected={customer.poRequired}>
              {t('fields.poRequired')}
            </Checkbox>
          </div>
        </div>
        <DialogActions onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
