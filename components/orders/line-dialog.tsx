'use client'
import { Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { getJson } from '@/components/customers/choices'
import { Button } from '@/components/ui/button'
import { ComboBox } from '@/components/ui/combo-box'
import { DecimalField } from '@/components/ui/decimal-field'
import { Dialog } from '@/components/ui/dialog'
import { FieldRow, Form, FormActions, SubmitButton } from '@/components/ui/form'
import type { FormValues } from '@/components/ui/form-values'
import { Money } from '@/components/ui/money'
import { MoneyField } from '@/components/ui/money-field'
import { Select } from '@/components/ui/select'
import { StaleDialog, type StaleField, sameNumber } from '@/components/ui/stale-dialog'
import { TextField } from '@/components/ui/text-field'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import { addLine, editLine, removeLine } from '@/lib/orders/actions'
import type { OrderLineRow } from '@/lib/orders/queries/page'
import { isRecorded, lineBillings, lineKinds } from '@/lib/orders/rules'
import type { ProductRow } from '@/lib/products/queries'

type Wanted = Parameters<typeof editLine>[0]

type Facts = {
  kind: (typeof lineKinds)[number]
  billing: (typeof lineBillings)[number]
  description: string
  unit: string
  unitPrice: string | null
  vatRate: string
  cost: string | null
  productId: string | null
}

/** One line: from a product or in own words. What was recorded on site asks why it changes. */
export function LineDialog({
  orderId,
  line,
  vatRates,
  onClose,
}: {
  orderId: string
  line: OrderLineRow | null
  vatRates: readonly string[]
  onClose: () => void
}) {
  const t = useTranslations('orders')
  const actions = useTranslations('common.actions')
  const refresh = useRefresh()
  const toast = useToast()
  const [id] = useState(() => line?.id ?? uuidv7())
  const found = useRef<ProductRow[]>([])
  const [facts, setFacts] = useState<Facts>({
    kind: line?.kind ?? 'material',
    billing: line?.billing ?? 'included',
    description: line?.description ?? '',
    unit: line?.unit ?? 'st',
    unitPrice: line?.unitPrice ?? null,
    vatRate: String(Number(line?.vatRate ?? vatRates[0] ?? '21')),
    cost: line?.cost ?? null,
    productId: line?.productId ?? null,
  })
  const [reason, setReason] = useState('')
  const removing = useAction(removeLine)
  const asksReason = line !== null && isRecorded(line.source)

  function done() {
    onClose()
    refresh()
  }

  function input(values: FormValues) {
    const text = (name: string) => String(values[name] ?? '')
    return {
      ...facts,
      description: facts.description || text('description'),
      quantity: text('quantity') || '1',
      discountPercent: text('discountPercent') || '0',
    }
  }

  const money = (value: unknown) => (value ? <Money value={String(value)} /> : '–')
  const staleFields: StaleField<Wanted>[] = [
    { key: 'description', label: t('lineFields.description') },
    {
      key: 'kind',
      label: t('lineFields.kind'),
      show: (value) => t(`kind.${lineKinds.find((one) => one === value) ?? 'material'}`),
    },
    {
      key: 'billing',
      label: t('lineFields.billing'),
      show: (value) => t(`billing.${lineBillings.find((one) => one === value) ?? 'included'}`),
    },
    { key: 'quantity', label: t('lineFields.quantity'), same: sameNumber, show: (value) => String(Number(value)) },
    { key: 'unitPrice', label: t('lineFields.unitPrice'), same: sameNumber, show: money },
    {
      key: 'discountPercent',
      label: t('lineFields.discountPercent'),
      same: sameNumber,
      show: (value) => `${Number(value)} %`,
    },
    { key: 'vatRate', label: t('lineFields.vatRate'), same: sameNumber, show: (value) => `${Number(value)} %` },
  ]

  const fields = (
    <>
      <ComboBox
        label={t('lineFields.product')}
        value={facts.productId ? { value: facts.productId, label: facts.description } : null}
        placeholder={t('productHint')}
        load={async (query, signal) => {
          const { rows } = await getJson<{ rows: ProductRow[] }>(
            `/products/data?q=${encodeURIComponent(query)}`,
            signal,
          )
          found.current = rows
          return rows.map((row) => ({ value: row.id, label: row.name, description: row.number }))
        }}
        onChange={(option) => {
          const product = found.current.find((row) => row.id === option?.value)
          if (!product) return setFacts((now) => ({ ...now, productId: null }))
          setFacts((now) => ({
            ...now,
            productId: product.id,
            kind: product.kind,
            description: product.name,
            unit: product.unit,
            unitPrice: product.price,
            cost: product.cost,
            vatRate: String(Number(product.vatRate)),
          }))
        }}
      />
      <TextField
        label={t('lineFields.description')}
        name="description"
        isRequired
        maxLength={500}
        value={facts.description}
        onChange={(description) => setFacts((now) => ({ ...now, description }))}
      />
      <FieldRow>
        <Select
          label={t('lineFields.kind')}
          name="kind"
          value={facts.kind}
          onChange={(value) =>
            setFacts((now) => ({ ...now, kind: lineKinds.find((kind) => kind === value) ?? now.kind }))
          }
          options={lineKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
        />
        <Select
          label={t('lineFields.billing')}
          name="billing"
          value={facts.billing}
          onChange={(value) =>
            setFacts((now) => ({ ...now, billing: lineBillings.find((one) => one === value) ?? now.billing }))
          }
          options={lineBillings.map((value) => ({
            value,
            label: t(`billing.${value}`),
            description: t(`billingHint.${value}`),
          }))}
        />
      </FieldRow>
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-4">
        <DecimalField
          label={t('lineFields.quantity')}
          name="quantity"
          mostDigits={3}
          allowsNegative
          suffix={facts.unit}
          defaultValue={line?.quantity ?? '1'}
          isRequired
        />
        <MoneyField
          label={t('lineFields.unitPrice')}
          name="unitPrice"
          value={facts.unitPrice}
          onChange={(unitPrice) => setFacts((now) => ({ ...now, unitPrice }))}
        />
        <DecimalField
          label={t('lineFields.discountPercent')}
          name="discountPercent"
          mostDigits={2}
          suffix="%"
          defaultValue={line?.discountPercent ?? '0'}
        />
        <Select
          label={t('lineFields.vatRate')}
          name="vatRate"
          value={facts.vatRate}
          onChange={(value) => setFacts((now) => ({ ...now, vatRate: value ?? now.vatRate }))}
          options={vatRates.map((value) => ({ value, label: `${value} %` }))}
        />
      </div>
      {asksReason && (
        <TextField
          label={t('fields.correctionReason')}
          name="correctionReason"
          description={t('correctionHint')}
          value={reason}
          onChange={setReason}
        />
      )}
      <FormActions className="w-full">
        {line && (
          <Button
            variant="ghost"
            className="mr-auto text-alert-fg"
            icon={<Trash2 />}
            isPending={removing.isPending}
            onPress={async () => {
              const reply = await removing.run({
                id: line.id,
                version: line.version,
                ...(reason ? { correctionReason: reason } : {}),
              })
              if (!reply.ok) return toast.refused(reply)
              toast.done(t('lineRemoved'))
              done()
            }}
          >
            {t('removeLine')}
          </Button>
        )}
        <Button onPress={onClose}>{actions('cancel')}</Button>
        <SubmitButton>{line ? actions('save') : actions('add')}</SubmitButton>
      </FormActions>
    </>
  )

  return (
    <Dialog isOpen onOpenChange={(open) => !open && onClose()} title={line ? t('editLine') : t('addLine')} size="lg">
      {line ? (
        <Form<Wanted, { version: number }>
          action={editLine}
          toInput={(values) => ({
            ...input(values),
            id,
            version: line.version,
            ...(reason ? { correctionReason: reason } : {}),
          })}
          onDone={done}
          stale={({ mine, theirs, close, send }) => {
            const now = theirs as Wanted
            return (
              <StaleDialog
                mine={mine}
                theirs={now}
                fields={staleFields}
                onKeep={(mixed) => {
                  // What a product brings along goes with its description.
                  const { unit, cost, productId } = mixed.description === now.description ? now : mixed
                  send({ ...mixed, unit, cost, productId })
                }}
                onDiscard={done}
                onClose={close}
              />
            )
          }}
        >
          {fields}
        </Form>
      ) : (
        <Form action={addLine} toInput={(values) => ({ ...input(values), id, orderId })} onDone={done}>
          {fields}
        </Form>
      )}
    </Dialog>
  )
}
