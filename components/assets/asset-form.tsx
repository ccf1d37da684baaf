'use client'
import { Plus, Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { addressOf, type CustomerChoices, loadChoices, loadCustomers } from '@/components/customers/choices'
import { Button } from '@/components/ui/button'
import { ComboBox } from '@/components/ui/combo-box'
import { DatePicker } from '@/components/ui/date-picker'
import { DialogActions, FieldRow, Form } from '@/components/ui/form'
import type { FormValues } from '@/components/ui/form-values'
import { IconButton } from '@/components/ui/icon-button'
import type { Option } from '@/components/ui/option'
import { Select } from '@/components/ui/select'
import { bothVersions } from '@/components/ui/stale-dialog'
import { TextArea } from '@/components/ui/text-area'
import { TextField } from '@/components/ui/text-field'
import { useRefresh } from '@/components/ui/use-refresh'
import { create, edit } from '@/lib/assets/actions'
import type { AssetPage } from '@/lib/assets/queries'

type Wanted = Parameters<typeof edit>[0]
const ownText = (fields: unknown) =>
  (fields as { label: string; value: string }[]).map(({ label, value }) => `${label}: ${value}`).join('\n')

/** A new asset, or what is known of one: where it stands, what it is, and the company's own fields. */
export function AssetForm({
  asset,
  customer: given,
  types,
  onDone,
  onCancel,
}: {
  asset?: AssetPage
  customer: Option | null
  /** Kinds that were used before. */
  types: string[]
  onDone?: () => void
  onCancel: (() => void) | string
}) {
  const t = useTranslations('assets')
  const actions = useTranslations('common.actions')
  const router = useRouter()
  const refresh = useRefresh()
  const [id] = useState(() => asset?.id ?? uuidv7())
  const [customer, setCustomer] = useState<Option | null>(given)
  const [choices, setChoices] = useState<CustomerChoices | null>(null)
  const [siteId, setSiteId] = useState<string | null>(asset?.siteId ?? null)
  const [type, setType] = useState(asset?.type ?? '')
  const [own, setOwn] = useState(() => (asset?.ownFields ?? []).map((field) => ({ ...field, key: uuidv7() })))

  const customerId = customer?.value
  useEffect(() => {
    if (!customerId) return setChoices(null)
    const controller = new AbortController()
    loadChoices(customerId, controller.signal)
      .then((found) => {
        setChoices(found)
        setSiteId((now) =>
          found.sites.some((site) => site.id === now)
            ? now
            : found.sites.length === 1
              ? (found.sites[0]?.id ?? null)
              : now,
        )
      })
      .catch(() => {})
    return () => controller.abort()
  }, [customerId])

  function input(values: FormValues) {
    const text = (name: string) => String(values[name] ?? '')
    return {
      siteId: siteId ?? '',
      type: type.trim(),
      make: text('make'),
      model: text('model'),
      serial: text('serial'),
      installedOn: text('installedOn') || null,
      notes: text('notes'),
      ownFields: own.filter((field) => field.label.trim()).map(({ label, value }) => ({ label, value })),
    }
  }

  function done() {
    onDone?.()
    refresh()
  }

  const options = [...new Set([...types, ...(type ? [type] : [])])].map((value) => ({ value, label: value }))
  const fields = (
    <>
      <FieldRow>
        {!asset && (
          <ComboBox
            label={t('fields.customerId')}
            name="customerId"
            isRequired
            autoFocus={!given}
            value={customer}
            onChange={(option) => {
              setCustomer(option)
              setSiteId(null)
            }}
            load={loadCustomers}
          />
        )}
        <Select
          label={t('fields.siteId')}
          name="siteId"
          isRequired
          isDisabled={!choices}
          value={siteId}
          onChange={setSiteId}
          options={(choices?.sites ?? []).map((site) => ({
            value: site.id,
            label: addressOf(site),
            description: site.name,
          }))}
        />
      </FieldRow>
      <FieldRow>
        <ComboBox
          label={t('fields.type')}
          name="type"
          isRequired
          placeholder={t('typeHint')}
          options={options}
          value={type ? { value: type, label: type } : null}
          onChange={(option) => setType(option?.value ?? '')}
          onCreate={setType}
        />
        <TextField label={t('fields.make')} name="make" defaultValue={asset?.make} />
        <TextField label={t('fields.model')} name="model" defaultValue={asset?.model} />
      </FieldRow>
      <FieldRow>
        <TextField label={t('fields.serial')} name="serial" defaultValue={asset?.serial} />
        <DatePicker label={t('fields.installedOn')} name="installedOn" defaultValue={asset?.installedOn} />
      </FieldRow>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 text-sm font-medium text-ink-soft">{t('fields.ownFields')}</legend>
        {own.map((field) => (
          <div key={field.key} className="grid grid-cols-[1fr_1.5fr_auto] items-end gap-2">
            <TextField
              label={t('ownLabel')}
              isLabelHidden
              placeholder={t('ownLabel')}
              value={field.label}
              onChange={(label) => setOwn((now) => now.map((one) => (one.key === field.key ? { ...one, label } : one)))}
            />
            <TextField
              label={t('ownValue')}
              isLabelHidden
              placeholder={t('ownValue')}
              value={field.value}
              onChange={(value) => setOwn((now) => now.map((one) => (one.key === field.key ? { ...one, value } : one)))}
            />
            <IconButton
              label={actions('remove')}
              variant="ghost"
              onPress={() => setOwn((now) => now.filter((one) => one.key !== field.key))}
            >
              <Trash2 />
            </IconButton>
          </div>
        ))}
        <div>
          <Button
            size="sm"
            variant="ghost"
            icon={<Plus />}
            onPress={() => setOwn((now) => [...now, { key: uuidv7(), label: '', value: '' }])}
          >
            {t('addOwn')}
          </Button>
        </div>
      </fieldset>
      <TextArea label={t('fields.notes')} name="notes" rows={2} defaultValue={asset?.notes} />
      <DialogActions onCancel={() => (typeof onCancel === 'string' ? router.push(onCancel) : onCancel())}>
        {asset ? actions('save') : t('make')}
      </DialogActions>
    </>
  )

  if (asset)
    return (
      <Form
        action={edit}
        toInput={(values) => ({ ...input(values), id, version: asset.version })}
        onDone={done}
        stale={bothVersions<Wanted>({
          fields: [
            {
              key: 'siteId',
              label: t('fields.siteId'),
              show: (id) => {
                const site = choices?.sites.find((one) => one.id === id)
                return site ? addressOf(site) : '…'
              },
            },
            ...(['type', 'make', 'model', 'serial', 'installedOn', 'notes'] as const).map((key) => ({
              key,
              label: t(`fields.${key}`),
            })),
            {
              key: 'ownFields',
              label: t('fields.ownFields'),
              same: (mine, theirs) => ownText(mine) === ownText(theirs),
              show: (value) => <span className="whitespace-pre-line">{ownText(value) || '–'}</span>,
            },
          ],
          onDiscard: done,
        })}
      >
        {fields}
      </Form>
    )
  return (
    <Form
      action={create}
      toInput={(values) => ({ ...input(values), id, customerId: customerId ?? '' })}
      onDone={(made) => router.push(`/assets/${made.id}`)}
    >
      {fields}
    </Form>
  )
}
