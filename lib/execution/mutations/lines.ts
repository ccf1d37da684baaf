import 'server-only'
import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { customers } from '@/db/schema/customers'
import { visitMaterials } from '@/db/schema/execution'
import { products } from '@/db/schema/products'
import type { Write } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import type { MyVisit } from '@/lib/hours/mutations/my-visit'
import { labourLineOf } from '@/lib/hours/mutations/order-line'
import { entriesOfVisit, expensesOfVisit } from '@/lib/hours/queries/visit'
import { billedMinutes, expenseNet, hoursText } from '@/lib/hours/rules/entries'
import { decimal } from '@/lib/money'
import { type SourceLine, upsertSourceLine } from '@/lib/orders/mutations/source-lines'
import { documentText } from '@/lib/text'

type Product = Pick<typeof products.$inferSelect, 'id' | 'kind' | 'name' | 'unit' | 'price' | 'cost' | 'vatRate'>
type Recorded = Omit<SourceLine, 'orderId'>

/**
 * Turns what was recorded on a visit into lines of its order: hours per entry, one travel charge, material, expenses
 * without VAT, extra work. Nothing is typed twice, and doing it twice makes the same lines.
 */
export async function makeLines(write: Write, { visit, order }: MyVisit): Promise<void> {
  const { settings } = await organizationOf(write)
  const entries = await entriesOfVisit(write, visit.id)
  const materials = await materialsOf(write, visit.id)
  const expenses = await expensesOfVisit(write, visit.id)
  const named = materials.flatMap(({ productId }) => productId ?? [])
  const known = await productsOf(write, [...named, settings.labourProductId, settings.travelProductId])
  const labour = known.get(settings.labourProductId ?? '') ?? (await firstLabour(write))
  const travel = known.get(settings.travelProductId ?? '')
  const extraMinutes = Math.round(
    materials
      .filter(({ kind, billing }) => kind === 'labour' && billing === 'extra')
      .reduce((minutes, { quantity }) => minutes + decimal(quantity).times(60).toNumber(), 0),
  )
  const words = await customerWords(write, order.customerId)
  const lines: Recorded[] = [
    ...(travel && entries.length > 0 ? [travelLine(visit.id, travel)] : []),
    ...labourLines(entries, extraMinutes, labour, words),
    ...materials.map((material) => materialLine(material, known.get(material.productId ?? ''), labour)),
    ...expenses.filter(({ billable }) => billable === 'yes').map((expense) => expenseLine(expense, words)),
  ]
  for (const line of lines) await upsertSourceLine(write, { ...line, orderId: order.id })
}

/** One charge per visit, whoever went along and however long it took. */
function travelLine(visitId: string, product: Product): Recorded {
  return {
    source: 'time_entry',
    sourceId: visitId,
    kind: 'travel',
    billing: 'included',
    ...pricedAs(product),
    description: product.name,
    unit: product.unit,
    quantity: '1',
  }
}

function labourLines(
  entries: Awaited<ReturnType<typeof entriesOfVisit>>,
  extraMinutes: number,
  labour: Product | undefined,
  words: ReturnType<typeof documentText>,
): Recorded[] {
  const worked = entries.filter(({ hourType, minutes }) => hourType === 'work' && minutes > 0)
  const billed = billedMinutes(worked, extraMinutes)
  return worked.map((entry) => ({
    source: 'time_entry',
    sourceId: entry.id,
    kind: 'labour',
    billing: 'included',
    ...pricedAs(labour),
    ...labourLineOf(entry, labour, words),
    unit: labour?.unit ?? 'u',
    quantity: hoursText(billed.get(entry.id) ?? entry.minutes),
    doneQuantity: hoursText(entry.minutes),
  }))
}

function materialLine(
  material: typeof visitMaterials.$inferSelect,
  product: Product | undefined,
  labour: Product | undefined,
): Recorded {
  const priced = product ?? (material.kind === 'labour' ? labour : undefined)
  return {
    source: 'visit_material',
    sourceId: material.id,
    kind: product?.kind ?? material.kind,
    billing: material.billing,
    ...pricedAs(priced),
    unitPrice: material.unitPrice ?? priced?.price ?? null,
    description: material.description,
    unit: material.unit,
    quantity: material.quantity,
  }
}

function expenseLine(
  expense: Awaited<ReturnType<typeof expensesOfVisit>>[number],
  words: ReturnType<typeof documentText>,
): Recorded {
  return {
    source: 'expense',
    sourceId: expense.id,
    kind: 'expense',
    billing: 'included',
    description: [words(`expense.${expense.kind}`), expense.description].filter(Boolean).join(': '),
    unit: 'st',
    quantity: '1',
    unitPrice: expenseNet(expense.grossAmount, expense.vatRate),
    vatRate: expense.vatRate,
  }
}

/** Without a product the price is missing: the office fills it in, and sees that it must. */
function pricedAs(product: Product | undefined): Pick<Recorded, 'productId' | 'unitPrice' | 'vatRate' | 'cost'> {
  return {
    productId: product?.id ?? null,
    unitPrice: product?.price ?? null,
    vatRate: product?.vatRate ?? '21',
    cost: product?.cost ?? null,
  }
}

async function customerWords(write: Write, customerId: string) {
  const [customer] = await write.db
    .select({ locale: customers.locale })
    .from(customers)
    .where(and(eq(customers.organizationId, write.actor.organizationId), eq(customers.id, customerId)))
  return documentText(customer?.locale ?? 'nl', 'execution')
}

function materialsOf(write: Write, visitId: string) {
  return write.db
    .select()
    .from(visitMaterials)
    .where(
      and(
        eq(visitMaterials.organizationId, write.actor.organizationId),
        eq(visitMaterials.visitId, visitId),
        isNull(visitMaterials.removedAt),
      ),
    )
    .orderBy(asc(visitMaterials.id))
}

const productColumns = {
  id: products.id,
  kind: products.kind,
  name: products.name,
  unit: products.unit,
  price: products.price,
  cost: products.cost,
  vatRate: products.vatRate,
}

async function productsOf(write: Write, ids: (string | null)[]): Promise<Map<string, Product>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  if (wanted.length === 0) return new Map()
  const rows = await write.db
    .select(productColumns)
    .from(products)
    .where(and(eq(products.organizationId, write.actor.organizationId), inArray(products.id, wanted)))
  return new Map(rows.map((row) => [row.id, row]))
}

/** Without a choice in Settings the first labour product stands for an hour of work. */
async function firstLabour(write: Write): Promise<Product | undefined> {
  const [row] = await write.db
    .select(productColumns)
    .from(products)
    .where(
      and(
        eq(products.organizationId, write.actor.organizationId),
        eq(products.kind, 'labour'),
        eq(products.active, true),
      ),
    )
    .orderBy(asc(products.number))
    .limit(1)
  return row
}
