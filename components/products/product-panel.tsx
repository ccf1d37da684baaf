'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { DecimalField } from '@/components/ui/decimal-field'
import { DialogActions, FieldRow, Form } from '@/components/ui/form'
import type { FormValues } from '@/components/ui/form-values'
import { Money } from '@/components/ui/money'
import { MoneyField } from '@/components/ui/money-field'
import { Select } from '@/components/ui/select'
import { SidePanel } from '@/components/ui/side-panel'
import { bothVersions, sameNumber } from '@/components/ui/stale-dialog'
import { Switch } from '@/components/ui/switch'
import { TextField } from '@/components/ui/text-field'
import { useToast } from '@/components/ui/toast'
import { create, edit } from '@/lib/products/actions'
import type { ProductRow } from '@/lib/products/queries'
import { type ProductKind, productKinds, productUnits } from '@/lib/products/rules'

type Wanted = Parameters<typeof edit>[0]

export function ProductPanel({
  product,
  vatRates,
  onClose,
  onDone,
}: {
  product: ProductRow | null
  vatRates: readonly string[]
  onClose: () => void
  onDone: (openId: string | null) => void
}) {
  const t = useTranslations('products')
  const actions = useTranslations('common.actions')
  const toast = useToast()
  const [id] = useState(() => product?.id ?? uuidv7())
  const [kind, setKind] = useState<ProductKind>(product?.kind ?? 'material')
  const [unit, setUnit] = useState(product?.unit ?? 'st')
  const [active, setActive] = useState(product?.active ?? true)

  function input(values: FormValues) {
    const text = (name: string) => String(values[name] ?? '')
    return {
      id,
      kind,
      unit: unit || 'st',
      active,
      name: text('name'),
      number: text('number'),
      price: text('price') || '0',
      cost: text('cost') || '0',
      weightKg: text('weightKg') || null,
      volumeM3: text('volumeM3') || null,
      vatRate: text('vatRate') || '21',
      ledgerAccount: text('ledgerAccount'),
    }
  }

  const fields = (
    <>
      <TextField
        label={t('fields.name')}
        name="name"
        isRequired
        autoFocus
        maxLength={200}
        defaultValue={product?.name}
      />
      <FieldRow>
        <Select
          label={t('fields.kind')}
          name="kind"
          value={kind}
          onChange={(value) => {
            const next = productKinds.find((one) => one === value) ?? kind
            setKind(next)
            if (!product) setUnit(productUnits[next][0] ?? 'st')
          }}
          options={productKinds.map((value) => ({ value, label: t(`values.kind.${value}`) }))}
        />
        <TextField label={t('fields.unit')} name="unit" isRequired maxLength={20} value={unit} onChange={setUnit} />
      </FieldRow>
      <FieldRow>
        <MoneyField
          label={t('fields.price')}
          name="price"
          defaultValue={product?.price ?? null}
          description={t('withoutVat')}
        />
        <MoneyField label={t('fields.cost')} name="cost" defaultValue={product?.cost ?? null} />
      </FieldRow>
      <FieldRow>
        <Select
          label={t('fields.vatRate')}
          name="vatRate"
          defaultValue={String(Number(product?.vatRate ?? vatRates[0] ?? '21'))}
          options={vatRates.map((value) => ({ value, label: `${value} %` }))}
        />
        <TextField
          label={t('fields.ledgerAccount')}
          name="ledgerAccount"
          maxLength={20}
          defaultValue={product?.ledgerAccount}
        />
      </FieldRow>
      {kind === 'material' && (
        <FieldRow>
          <DecimalField
            label={t('fields.weightKg')}
            name="weightKg"
            mostDigits={3}
            description={t('sizeHint')}
            defaultValue={product?.weightKg ?? null}
          />
          <DecimalField
            label={t('fields.volumeM3')}
            name="volumeM3"
            mostDigits={3}
            defaultValue={product?.volumeM3 ?? null}
          />
        </FieldRow>
      )}
      <TextField
        label={t('fields.number')}
        name="number"
        maxLength={40}
        defaultValue={product?.number}
        placeholder={t('numberHint')}
      />
      <Switch isSelected={active} onChange={setActive} description={t('activeHint')}>
        {t('fields.active')}
      </Switch>
      <DialogActions onCancel={onClose}>{product ? actions('save') : t('make')}</DialogActions>
    </>
  )

  return (
    <SidePanel isOpen onClose={onClose} title={product?.name ?? t('new')} eyebrow={product?.number}>
      {product ? (
        <Form
          action={edit}
          toInput={(values) => ({ ...input(values), version: product.version })}
          onDone={() => {
            toast.done(t('saved'))
            onDone(product.id)
          }}
          stale={bothVersions<Wanted>({
            fields: [
              { key: 'name', label: t('fields.name') },
              {
                key: 'kind',
                label: t('fields.kind'),
                show: (value) => t(`values.kind.${productKinds.find((one) => one === value) ?? 'material'}`),
              },
              { key: 'unit', label: t('fields.unit') },
              ...(['weightKg', 'volumeM3'] as const).map((key) => ({
                key,
                label: t(`fields.${key}`),
                same: sameNumber,
              })),
              ...(['price', 'cost'] as const).map((key) => ({
                key,
                label: t(`fields.${key}`),
                same: sameNumber,
                show: (value: unknown) => <Money value={String(value)} />,
              })),
              {
                key: 'vatRate',
                label: t('fields.vatRate'),
                same: sameNumber,
                show: (value) => `${Number(value)} %`,
              },
              ...(['ledgerAccount', 'number', 'active'] as const).map((key) => ({ key, label: t(`fields.${key}`) })),
            ],
            onDiscard: () => onDone(product.id),
          })}
        >
          {fields}
        </Form>
      ) : (
        <Form
          action={create}
          toInput={input}
          onDone={(made) => {
            toast.done(t('made', { number: made.number }))
            onDone(null)
          }}
        >
          {fields}
        </Form>
      )}
    </SidePanel>
  )
}
