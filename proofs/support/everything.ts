import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { sessions } from '@/db/schema/auth'
import { invoiceLines, invoiceStates } from '@/db/schema/invoices'
import { perform } from '@/lib/auth/action'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import { inviteMember } from '@/lib/auth/mutations/invitations'
import { saveSettings } from '@/lib/auth/mutations/settings'
import { newId } from '@/lib/ids'
import { handOver } from '@/lib/integrations/jobs'
import { creditInvoice } from '@/lib/invoices/mutations/credit'
import { createPlan } from '@/lib/maintenance/mutations/plans'
import { askQuestion } from '@/lib/orders/mutations/questions'
import { registerPayment } from '@/lib/payments/mutations'
import { acceptRequest } from '@/lib/requests/mutations/decide'
import { saveDraft } from '@/lib/requests/mutations/drafts'
import { submitRequest } from '@/lib/requests/mutations/submit'
import { addDays, dayIn, Temporal } from '@/lib/time'
import { addLeave } from '@/lib/visits/mutations/leave'
import { invoiced, now, openShop, planVisit, type Shop, takeOrder } from './walk'

const today = () => dayIn('Europe/Brussels', Temporal.Now.instant())

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

/** A company in which everything the product does happened once: two final invoices, one credited, one paid. */
export async function tellEverything(): Promise<Shop & { invoiceId: string; orderId: string; visitId: string }> {
  const shop = await openShop()
  const { admin, planner, technician, administration } = shop.actors
  await writing(admin, async (write) => {
    await saveSettings(write, { handoverEmail: 'boekhouder@example.com' })
    const locale = 'nl' as const
    const person = { name: 'Nieuw', phone: '', roles: ['technician' as const], locale }
    await inviteMember(write, { id: newId(), email: `${newId()}@test.example`, ...person })
    await write.db
      .insert(sessions)
      .values({ organizationId: shop.organizationId, id: newId(), memberId: technician.id, expiresAt: now() })
    await saveDraft(write, { typed: { name: 'An' }, problems: {}, code: '', params: {}, files: [] })
  })
  const requestId = await askFor(shop)
  await writing(planner, (write) =>
    acceptRequest(write, {
      id: requestId,
      orderId: newId(),
      orderTypeId: shop.orderTypeId,
      title: 'Lek',
      priority: 'normal',
      dueOn: null,
      customerId: shop.customerId,
      newCustomer: null,
      siteId: shop.siteId,
    }),
  )
  const credited = await invoiced(shop)
  const made = await invoiced(shop)
  const startAt = Temporal.Now.instant().add({ hours: 24 * 300 })
  await writing(planner, async (write) => {
    await askQuestion(write, { orderId: made.orderId, memberId: technician.id, question: 'Welke kraan?' })
    await createPlan(write, {
      id: newId(),
      orderId: made.orderId,
      name: 'Jaarlijks',
      intervalCount: 1,
      intervalUnit: 'year',
      remind: true,
      firstDueOn: addDays(today(), 300),
    })
    await addLeave(write, {
      memberId: technician.id,
      kind: 'holiday',
      startAt: startAt.toString(),
      endAt: startAt.add({ hours: 24 }).toString(),
    })
  })
  await handOver(shop.organizationId, made.invoiceId)
  const amount = await grossOf(shop, made.invoiceId)
  await writing(administration, async (write) => {
    const lines = await write.db
      .select({ id: invoiceLines.id })
      .from(invoiceLines)
      .where(eq(invoiceLines.invoiceId, credited.invoiceId))
    await creditInvoice(write, {
      id: newId(),
      invoiceId: credited.invoiceId,
      lineIds: lines.map(({ id }) => id),
      outcome: 'bill_again',
      reason: 'Verkeerde klant',
    })
    await registerPayment(write, {
      id: newId(),
      invoiceId: made.invoiceId,
      amount,
      paidOn: today(),
      method: 'transfer',
      reference: '',
      acceptsMore: false,
    })
  })
  await perform(admin, 'proof', z.object({}), async ({ db }) => void (await db.execute(sql`select 1`)), {}, newId())
  await planVisit(shop, await takeOrder(shop))
  return { ...shop, ...made }
}

export async function grossOf(shop: Pick<Shop, 'actors'>, invoiceId: string): Promise<string> {
  const [state] = await reading(shop.actors.administration, ({ db }) =>
    db
      .select({ grossAmount: invoiceStates.grossAmount })
      .from(invoiceStates)
      .where(eq(invoiceStates.invoiceId, invoiceId)),
  )
  return state?.grossAmount ?? '0'
}
