'use client'
import { ArrowRightLeft, Plus, Trash2, Type } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { DateText } from '@/components/ui/date-text'
import { DecimalField } from '@/components/ui/decimal-field'
import { IconButton } from '@/components/ui/icon-button'
import { Link } from '@/components/ui/link'
import { Menu, MenuItem } from '@/components/ui/menu'
import { Money } from '@/components/ui/money'
import { MoneyField } from '@/components/ui/money-field'
import { Select } from '@/components/ui/select'
import { TextArea } from '@/components/ui/text-area'
import { TextField } from '@/components/ui/text-field'
import { lineNet, sum } from '@/lib/money'

export type DraftLine = {
  id: string
  orderId: string | null
  projectId: string | null
  contractId: string | null
  description: string
  unit: string
  quantity: string | null
  unitPrice: string | null
  discountPercent: string | null
  vatCode: string
}
export type VatChoice = { code: string; rate: string; category: string }
export type ConceptOrder = { id: string; number: string; title: string }

export const netOf = (line: DraftLine) =>
  lineNet(line.unitPrice ?? '0', line.quantity ?? '0', line.discountPercent ?? '0')

/** The lines of a concept by order, project and contract, every field editable in place. */
export function ConceptLines({
  lines,
  orders,
  projects,
  contracts,
  vatCodes,
  siblings,
  errors,
  onChange,
  onAdd,
  onMove,
}: {
  lines: readonly DraftLine[]
  orders: readonly ConceptOrder[]
  projects: readonly ConceptOrder[]
  contracts: readonly ConceptOrder[]
  vatCodes: readonly VatChoice[]
  siblings: readonly { id: string; createdAt: string; orderNumbers: string }[]
  errors: Record<string, string>
  onChange: (lines: DraftLine[]) => void
  onAdd: (isText: boolean) => void
  onMove: (kind: 'order' | 'project', workId: string, toId: string | null) => void
}) {
  const t = useTranslations('invoices')
  const works = [
    ...orders.map((order) => ({ kind: 'order' as const, ...order })),
    ...projects.map((project) => ({ kind: 'project' as const, ...project })),
    ...contracts.map((contract) => ({ kind: 'contract' as const, ...contract })),
  ]
  const workOf = ({ orderId, projectId, contractId }: DraftLine) => orderId ?? projectId ?? contractId
  const loose = lines.filter((line) => !works.some(({ id }) => id === workOf(line)))
  const change = (id: string, set: Partial<DraftLine>) =>
    onChange(lines.map((line) => (line.id === id ? { ...line, ...set } : line)))
  const remove = (id: string) => onChange(lines.filter((line) => line.id !== id))
  const row = (line: DraftLine) => (
    <LineRow
      key={line.id}
      line={line}
      vatCodes={vatCodes}
      error={errors[line.id]}
      onChange={(set) => change(line.id, set)}
      onRemove={() => remove(line.id)}
    />
  )
  return (
    <div className="flex flex-col gap-4">
      {works.map(({ kind, id, number, title }) => {
        const own = lines.filter((line) => workOf(line) === id)
        if (own.length === 0) return null
        return (
          <section key={id} className="rounded-md border border-line bg-surface">
            <header className="flex items-center gap-2 border-b border-line bg-sunken px-3 py-1.5">
              <Link href={`/${kind}s/${id}`} look="quiet" className="font-medium tabular">
                {number}
              </Link>
              <span className="min-w-0 flex-1 truncate text-ink-soft">{title}</span>
              <Money value={sum(own.map(netOf))} isStrong />
              {kind !== 'contract' && (works.length > 1 || siblings.length > 0) && (
                <MoveMenu
                  kind={kind}
                  hasOwn={works.length > 1}
                  siblings={siblings}
                  onMove={(toId) => onMove(kind, id, toId)}
                />
              )}
            </header>
            <ul className="divide-y divide-line">{own.map(row)}</ul>
          </section>
        )
      })}
      {loose.length > 0 && (
        <section className="rounded-md border border-line bg-surface">
          <header className="border-b border-line bg-sunken px-3 py-1.5 font-medium">{t('concept.otherLines')}</header>
          <ul className="divide-y divide-line">{loose.map(row)}</ul>
        </section>
      )}
      <div className="flex flex-wrap gap-2">
        <Button size="sm" icon={<Plus />} onPress={() => onAdd(false)}>
          {t('concept.addLine')}
        </Button>
        <Button size="sm" variant="ghost" icon={<Type />} onPress={() => onAdd(true)}>
          {t('concept.addText')}
        </Button>
      </div>
    </div>
  )
}

/** Where an order or the work on a project can go: a concept of its own, or another of the customer. */
function MoveMenu({
  kind,
  hasOwn,
  siblings,
  onMove,
}: {
  kind: 'order' | 'project'
  hasOwn: boolean
  siblings: readonly { id: string; createdAt: string; orderNumbers: string }[]
  onMove: (toId: string | null) => void
}) {
  const t = useTranslations('invoices')
  const label = t(kind === 'order' ? 'concept.move' : 'concept.moveProject')
  return (
    <Menu
      label={label}
      trigger={
        <IconButton label={label} size="sm">
          <ArrowRightLeft />
        </IconButton>
      }
    >
      {hasOwn && <MenuItem onAction={() => onMove(null)}>{t('concept.moveToOwn')}</MenuItem>}
      {siblings.map((other) => (
        <MenuItem key={other.id} onAction={() => onMove(other.id)} description={<DateText value={other.createdAt} />}>
          {t('concept.moveTo', { orders: other.orderNumbers || t('list.concept') })}
        </MenuItem>
      ))}
    </Menu>
  )
}

function LineRow({
  line,
  vatCodes,
  error,
  onChange,
  onRemove,
}: {
  line: DraftLine
  vatCodes: readonly VatChoice[]
  error: string | undefined
  onChange: (set: Partial<DraftLine>) => void
  onRemove: () => void
}) {
  const t = useTranslations('invoices')
  return (
    <li className="flex flex-col gap-2 px-3 py-2.5">
      <div className="flex items-start gap-x-3 gap-y-1 max-sm:flex-wrap">
        <TextArea
          label={t('concept.description')}
          isLabelHidden
          rows={1}
          className="min-w-0 flex-1 max-sm:basis-full"
          value={line.description}
          onChange={(description) => onChange({ description })}
          error={line.description.trim() ? error : t('concept.descriptionMissing')}
        />
        <span className="min-w-20 pt-1.5 max-sm:ml-auto max-sm:pt-3 text-right font-medium whitespace-nowrap">
          <Money value={netOf(line)} />
        </span>
        <IconButton label={t('concept.removeLine')} size="sm" onPress={onRemove}>
          <Trash2 />
        </IconButton>
      </div>
      <div className="grid grid-cols-2 gap-2 sm:grid-cols-[5.5rem_4.5rem_7.5rem_5.5rem_minmax(7rem,1fr)]">
        <DecimalField
          label={t('concept.quantity')}
          isLabelHidden
          mostDigits={3}
          allowsNegative
          value={line.quantity}
          onChange={(quantity) => onChange({ quantity })}
        />
        <TextField
          label={t('concept.unit')}
          isLabelHidden
          maxLength={20}
          value={line.unit}
          onChange={(unit) => onChange({ unit })}
        />
        <MoneyField
          label={t('concept.unitPrice')}
          isLabelHidden
          mostDigits={4}
          allowsNegative
          value={line.unitPrice}
          onChange={(unitPrice) => onChange({ unitPrice })}
        />
        <DecimalField
          label={t('concept.discount')}
          isLabelHidden
          mostDigits={2}
          suffix="%"
          value={line.discountPercent}
          onChange={(discountPercent) => onChange({ discountPercent })}
        />
        <Select
          label={t('concept.vat')}
          isLabelHidden
          options={vatCodes.map(({ code }) => ({ value: code, label: t(`vat.${code}`) }))}
          value={line.vatCode}
          onChange={(vatCode) => vatCode && onChange({ vatCode })}
          className="max-sm:col-span-2"
        />
      </div>
    </li>
  )
}
