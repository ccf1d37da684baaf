import { eq } from 'drizzle-orm'
import { sessions } from '@/db/schema/auth'
import { invoiceLines, invoiceStates } from '@/db/schema/invoices'
import { type Actor, reading, type Write, writing } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { submitRequest } from '@/lib/requests/mutations/submit'
import { addDays, dayIn, Temporal } from '@/lib/time'
import type { Shop } from './walk'

// What is told of a company, and what is asked of one action, are made of the same: a body of each kind that is valid.

export const today = () => dayIn('Europe/Brussels', Temporal.Now.instant())

/** An instant so many days from now. */
export const far = (days: number) =>
  Temporal.Now.instant()
    .add({ hours: 24 * days })
    .toString()

export const admin = <T>(shop: Shop, work: (write: Write) => Promise<T>) => writing(shop.actors.admin, work)

/** What the public form hands in, of somebody the company knows unless `email` is a stranger's. */
export async function askFor(shop: Shop, email = shop.email): Promise<string> {
  const id = newId()
  const customer: Actor = { ...shop.actors.admin, kind: 'customer', id: newId(), name: '', roles: [] }
  await writing(customer, (write) =>
    submitRequest(write, {
      id,
      asked: {
        orderTypeId: shop.orderTypeId,
        description: 'De ketel lekt',
        name: 'An Claes',
        company: '',
        vatNumber: '',
        email,
        phone: '016 12 34 56',
        street: 'Tiensestraat',
        houseNumber: '12',
        postalCode: '3000',
        city: 'Leuven',
        country: 'BE',
        locale: 'nl',
      },
      formTemplateId: null,
      answers: {},
      files: [],
      mayMail: true,
    }),
  )
  return id
}

/** The request becomes an order of the customer of the shop. */
export const acceptance = (shop: Shop, id: string) => ({
  id,
  orderId: newId(),
  orderTypeId: shop.orderTypeId,
  title: 'Lek',
  priority: 'normal' as const,
  dueOn: null,
  customerId: shop.customerId,
  newCustomer: null,
  siteId: shop.siteId,
})

export const invitation = () => ({
  id: newId(),
  name: 'Nieuw',
  email: `${newId()}@test.example`,
  phone: '',
  roles: ['technician' as const],
  locale: 'nl' as const,
})

export async function session(shop: Shop, memberId = shop.actors.admin.id): Promise<string> {
  const id = newId()
  await admin(shop, ({ db }) =>
    db.insert(sessions).values({ organizationId: shop.organizationId, id, memberId, expiresAt: far(1) }),
  )
  return id
}

export const interval = { name: 'Jaarlijks', intervalCount: 1, intervalUnit: 'year' as const, remind: true }

export const planOf = (orderId: string) => ({ id: newId(), orderId, ...interval, firstDueOn: addDays(today(), 200) })

let leaveDay = 400

/** A day off that nobody had yet. */
export const holiday = (memberId: string) => ({
  memberId,
  kind: 'holiday' as const,
  startAt: far(++leaveDay),
  endAt: far(leaveDay + 1),
})

/** All of an invoice, to be billed again. */
export async function creditOf(shop: Shop, invoiceId: string) {
  const lines = await reading(shop.actors.administration, ({ db }) =>
    db.select({ id: invoiceLines.id }).from(invoiceLines).where(eq(invoiceLines.invoiceId, invoiceId)),
  )
  const lineIds = lines.map(({ id }) => id)
  return { id: newId(), invoiceId, lineIds, outcome: 'bill_again' as const, reason: 'Verkeerde klant' }
}

/** All of an invoice is paid. */
export const paymentOf = async (shop: Shop, invoiceId: string) => ({
  id: newId(),
  invoiceId,
  amount: await grossOf(shop, invoiceId),
  paidOn: today(),
  method: 'transfer' as const,
  reference: '',
  acceptsMore: false,
})

async function grossOf(shop: Pick<Shop, 'actors'>, invoiceId: string): Promise<string> {
  const [state] = await reading(shop.actors.administration, ({ db }) =>
    db
      .select({ grossAmount: invoiceStates.grossAmount })
      .from(invoiceStates)
      .where(eq(invoiceStates.invoiceId, invoiceId)),
  )
  return state?.grossAmount ?? '0'
}
