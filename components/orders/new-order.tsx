'use client'
import { MapPin, Phone, Plus, Trash2, TriangleAlert } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { uuidv7 } from 'uuidv7'
import {
  addressOf,
  assetName,
  type CustomerChoices,
  getJson,
  loadChoices,
  loadCustomers,
} from '@/components/customers/choices'
import { NewCustomerDialog, NewSiteDialog } from '@/components/customers/new-dialogs'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { ComboBox } from '@/components/ui/combo-box'
import { DatePicker } from '@/components/ui/date-picker'
import { DecimalField } from '@/components/ui/decimal-field'
import { FieldRow, Form, FormActions, SubmitButton } from '@/components/ui/form'
import type { FormValues } from '@/components/ui/form-values'
import { IconButton } from '@/components/ui/icon-button'
import { MoneyField } from '@/components/ui/money-field'
import { NumberField } from '@/components/ui/number-field'
import type { Option } from '@/components/ui/option'
import { Select } from '@/components/ui/select'
import { TextArea } from '@/components/ui/text-area'
import { TextField } from '@/components/ui/text-field'
import { useToast } from '@/components/ui/toast'
import { create } from '@/lib/orders/actions'
import { priorities } from '@/lib/orders/rules'
import type { ProductRow } from '@/lib/products/queries'

type OrderTypeChoice = { id: string; name: string; durationMinutes: number }
type Line = { key: string; product: ProductRow | null; description: string; quantity: string; unitPrice: string | null }

const typeKey = 'werkstroom.orderType'

/** A new order by keyboard alone: customer, (site), type, title, Enter. What the customer has one of is chosen by itself. */
export function NewOrder({
  types,
  customer: given,
  assetId,
}: {
  types: OrderTypeChoice[]
  customer: Option | null
  assetId: string | null
}) {
  const t = useTranslations('orders')
  const router = useRouter()
  const toast = useToast()
  const [id] = useState(uuidv7)
  const [customer, setCustomer] = useState<Option | null>(given)
  const [choices, setChoices] = useState<CustomerChoices | null>(null)
  const [siteId, setSiteId] = useState<string | null>(null)
  const [asset, setAsset] = useState<string | null>(assetId)
  const [typeId, setTypeId] = useState<string | null>(types[0]?.id ?? null)
  const [duration, setDuration] = useState<number | null>(types[0]?.durationMinutes ?? 60)
  const [lines, setLines] = useState<Line[]>([])
  const [making, setMaking] = useState<{ kind: 'customer' | 'site'; name: string } | null>(null)
  const andPlan = useRef(false)

  useEffect(() => {
    const remembered = types.find((type) => type.id === localStorage.getItem(typeKey))
    if (!remembered) return
    setTypeId(remembered.id)
    setDuration(remembered.durationMinutes)
  }, [types])

  const customerId = customer?.value
  useEffect(() => {
    if (!customerId) return setChoices(null)
    const controller = new AbortController()
    loadChoices(customerId, controller.signal)
      .then((found) => {
        setChoices(found)
        const wanted = found.assets.find((one) => one.id === assetId)?.siteId
        setSiteId((now) =>
          found.sites.some((site) => site.id === now)
            ? now
            : (wanted ?? (found.sites.length === 1 ? (found.sites[0]?.id ?? null) : null)),
        )
      })
      .catch(() => controller.signal.aborted || toast.refused('common.offline'))
    return () => controller.abort()
  }, [customerId, assetId, toast])

  function chooseType(value: string | null) {
    setTypeId(value)
    const type = types.find((one) => one.id === value)
    if (type) setDuration(type.durationMinutes)
  }

  function toInput(values: FormValues) {
    const text = (name: string) => String(values[name] ?? '')
    return {
      id,
      orderTypeId: typeId ?? '',
      customerId: customerId ?? '',
      siteId: siteId ?? '',
      contactId: text('contactId') || null,
      assetId: asset,
      title: text('title'),
      description: text('description'),
      priority: priorities.find((one) => one === values.priority) ?? 'normal',
      dueOn: text('dueOn') || null,
      durationMinutes: duration ?? undefined,
      poNumber: text('poNumber'),
      lines: lines
        .filter((line) => line.description.trim())
        .map((line) => ({
          kind: line.product?.kind ?? ('material' as const),
          productId: line.product?.id ?? null,
          description: line.description,
          unit: line.product?.unit ?? 'st',
          quantity: line.quantity || '1',
          unitPrice: line.unitPrice,
          vatRate: line.product?.vatRate,
          cost: line.product?.cost ?? null,
        })),
    }
  }

  const sites = choices?.sites ?? []
  const site = sites.find((one) => one.id === siteId)
  const assets = (choices?.assets ?? []).filter((one) => !siteId || one.siteId === siteId)

  return (
    <>
      <Form
        action={create}
        toInput={toInput}
        onDone={(made) => {
          if (typeId) localStorage.setItem(typeKey, typeId)
          toast.done(t('made', { number: made.number }))
          router.push(andPlan.current ? `/planboard?order=${made.id}` : `/orders/${made.id}`)
        }}
      >
        <Card>
          <div className="flex flex-col gap-4">
            <ComboBox
              label={t('fields.customerId')}
              name="customerId"
              isRequired
              autoFocus
              placeholder={t('customerHint')}
              value={customer}
              load={loadCustomers}
              onChange={(option) => {
                setCustomer(option)
                setSiteId(null)
                setAsset(null)
              }}
              onCreate={(name) => setMaking({ kind: 'customer', name })}
            />
            {choices && (
              <>
                <FieldRow>
                  <Select
                    label={t('fields.siteId')}
                    name="siteId"
                    isRequired
                    value={siteId}
                    onChange={(value) => (value === 'new' ? setMaking({ kind: 'site', name: '' }) : setSiteId(value))}
                    options={[
                      ...sites.map((one) => ({ value: one.id, label: addressOf(one), description: one.name })),
                      { value: 'new', label: t('newSite'), icon: <Plus className="size-4" /> },
                    ]}
                  />
                  {choices.contacts.length > 0 && (
                    <Select
                      label={t('fields.contactId')}
                      name="contactId"
                      defaultValue={site?.contactId ?? (choices.contacts.length === 1 ? choices.contacts[0]?.id : null)}
                      options={choices.contacts.map((one) => ({
                        value: one.id,
                        label: one.name,
                        description: [one.role, one.phone].filter(Boolean).join(' · '),
                      }))}
                    />
                  )}
                  {assets.length > 0 && (
                    <Select
                      label={t('fields.assetId')}
                      name="assetId"
                      isClearable
                      value={asset}
                      onChange={setAsset}
                      placeholder={t('noAsset')}
                      options={assets.map((one) => ({ value: one.id, label: assetName(one), description: one.serial }))}
                    />
                  )}
                </FieldRow>
                {(choices.customer.phone || site?.accessNotes || choices.customer.notes) && (
                  <p className="-mt-1 flex flex-wrap gap-x-4 gap-y-1 text-sm text-ink-soft">
                    {choices.customer.phone && (
                      <span className="inline-flex items-center gap-1.5">
                        <Phone aria-hidden className="size-3.5" />
                        {choices.customer.phone}
                      </span>
                    )}
                    {site?.accessNotes && (
                      <span className="inline-flex items-center gap-1.5">
                        <MapPin aria-hidden className="size-3.5" />
                        {site.accessNotes}
                      </span>
                    )}
                    {choices.customer.notes && (
                      <span className="inline-flex items-center gap-1.5 text-running-fg">
                        <TriangleAlert aria-hidden className="size-3.5" />
                        {choices.customer.notes}
                      </span>
                    )}
                  </p>
                )}
              </>
            )}
          </div>
        </Card>
        <Card>
          <div className="flex flex-col gap-4">
            <div className="grid gap-4 sm:grid-cols-[14rem_1fr]">
              <Select
                label={t('fields.orderTypeId')}
                name="orderTypeId"
                isRequired
                value={typeId}
                onChange={chooseType}
                options={types.map((type) => ({ value: type.id, label: type.name }))}
              />
              <TextField
                label={t('fields.title')}
                name="title"
                isRequired
                maxLength={200}
                placeholder={t('titleHint')}
              />
            </div>
            <TextArea label={t('fields.description')} name="description" rows={3} />
            <div className="grid grid-cols-2 gap-4 lg:grid-cols-4">
              <DatePicker label={t('fields.dueOn')} name="dueOn" />
              <Select
                label={t('fields.priority')}
                name="priority"
                defaultValue="normal"
                options={priorities.map((value) => ({ value, label: t(`priority.${value}`) }))}
              />
              <NumberField
                label={t('fields.durationMinutes')}
                name="durationMinutes"
                minValue={15}
                maxValue={6000}
                step={15}
                suffix={t('minutes')}
                value={duration}
                onChange={setDuration}
              />
              <TextField
                label={t('fields.poNumber')}
                name="poNumber"
                maxLength={60}
                description={choices?.customer.poRequired ? t('poNeeded') : undefined}
              />
            </div>
          </div>
        </Card>
        <Card
          title={t('plannedLines')}
          actions={
            <Button size="sm" variant="ghost" icon={<Plus />} onPress={() => setLines((now) => [...now, emptyLine()])}>
              {t('addLine')}
            </Button>
          }
        >
          {lines.length === 0 ? (
            <p className="text-sm text-ink-faint">{t('plannedLinesHint')}</p>
          ) : (
            <ul className="flex flex-col gap-2">
              {lines.map((line) => (
                <NewLineRow
                  key={line.key}
                  line={line}
                  onChange={(next) => setLines((now) => now.map((one) => (one.key === line.key ? next : one)))}
                  onRemove={() => setLines((now) => now.filter((one) => one.key !== line.key))}
                />
              ))}
            </ul>
          )}
        </Card>
        <FormActions>
          <SubmitButton
            variant="secondary"
            onPress={() => {
              andPlan.current = true
            }}
          >
            {t('makeAndPlan')}
          </SubmitButton>
          <SubmitButton
            shortcut="Mod+Enter"
            onPress={() => {
              andPlan.current = false
            }}
          >
            {t('make')}
          </SubmitButton>
        </FormActions>
      </Form>
      {making?.kind === 'customer' && (
        <NewCustomerDialog
          name={making.name}
          onClose={() => setMaking(null)}
          onMade={(made) => {
            setMaking(null)
            setSiteId(made.siteId)
            setCustomer({ value: made.id, label: made.name })
          }}
        />
      )}
      {making?.kind === 'site' && customerId && (
        <NewSiteDialog
          customerId={customerId}
          onClose={() => setMaking(null)}
          onMade={async (made) => {
            setMaking(null)
            setChoices(await loadChoices(customerId))
            setSiteId(made)
          }}
        />
      )}
    </>
  )
}

function emptyLine(): Line {
  return { key: uuidv7(), product: null, description: '', quantity: '1', unitPrice: null }
}

function NewLineRow({
  line,
  onChange,
  onRemove,
}: {
  line: Line
  onChange: (line: Line) => void
  onRemove: () => void
}) {
  const t = useTranslations('orders')
  const found = useRef<ProductRow[]>([])
  return (
    <li className="grid grid-cols-[1fr_5.5rem_7rem_auto] items-end gap-2">
      <ComboBox
        label={t('lineFields.description')}
        isLabelHidden
        placeholder={t('productHint')}
        value={line.description ? { value: line.product?.id ?? 'own', label: line.description } : null}
        load={async (query, signal) => {
          const { rows } = await getJson<{ rows: ProductRow[] }>(
            `/products/data?q=${encodeURIComponent(query)}`,
            signal,
          )
          found.current = rows
          return rows.map((row) => ({ value: row.id, label: row.name, description: row.number }))
        }}
        onChange={(option) => {
          const product = found.current.find((row) => row.id === option?.value) ?? null
          onChange({ ...line, product, description: option?.label ?? '', unitPrice: product?.price ?? line.unitPrice })
        }}
        onCreate={(text) => onChange({ ...line, product: null, description: text })}
      />
      <DecimalField
        label={t('lineFields.quantity')}
        isLabelHidden
        value={line.quantity}
        mostDigits={3}
        suffix={line.product?.unit}
        onChange={(quantity) => onChange({ ...line, quantity: quantity ?? '' })}
      />
      <MoneyField
        label={t('lineFields.unitPrice')}
        isLabelHidden
        value={line.unitPrice}
        onChange={(unitPrice) => onChange({ ...line, unitPrice })}
      />
      <IconButton label={t('removeLine')} variant="ghost" onPress={onRemove}>
        <Trash2 />
      </IconButton>
    </li>
  )
}
