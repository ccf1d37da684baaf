'use client'
import { Plus, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type Dispatch, type SetStateAction, useRef } from 'react'
import { uuidv7 } from 'uuidv7'
import { getJson } from '@/components/customers/choices'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { ComboBox } from '@/components/ui/combo-box'
import { DecimalField } from '@/components/ui/decimal-field'
import { IconButton } from '@/components/ui/icon-button'
import { MoneyField } from '@/components/ui/money-field'
import type { ProductRow } from '@/lib/products/queries'

export type Line = {
  key: string
  product: ProductRow | null
  description: string
  quantity: string
  unitPrice: string | null
}

export function linesInput(lines: readonly Line[]) {
  return lines
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
    }))
}

/** What is expected to be used and done, as far as it is known when the order is made. */
export function NewLines({ lines, setLines }: { lines: Line[]; setLines: Dispatch<SetStateAction<Line[]>> }) {
  const t = useTranslations('orders')
  return (
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
