import { eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { groupsOf, views } from '@/components/reports/view'
import { approvalLines, approvalRequests } from '@/db/schema/approvals'
import { links } from '@/db/schema/auth'
import { contracts } from '@/db/schema/contracts'
import { orderTypes } from '@/db/schema/forms'
import { expenses, timeEntries } from '@/db/schema/hours'
import { invoiceLines, invoices } from '@/db/schema/invoices'
import { orders } from '@/db/schema/orders'
import { projectPhases, projects } from '@/db/schema/projects'
import { answerRequest } from '@/lib/approvals/mutations/answer'
import { withdraw } from '@/lib/approvals/mutations/decide'
import { offer } from '@/lib/approvals/mutations/offer'
import { offerOrder } from '@/lib/approvals/mutations/offer-order'
import { reading, type Write, writing } from '@/lib/auth/actor'
import { createContract, editContract } from '@/lib/contracts/mutations/contracts'
import { saveFee } from '@/lib/contracts/mutations/fees'
import { feePeriods, feeTimings } from '@/lib/contracts/rules/fees'
import { releaseForInvoice, takeBackRelease } from '@/lib/control/mutations'
import { saveContact } from '@/lib/customers/mutations/contacts'
import { approveLines, returnLines } from '@/lib/hours/mutations/decide'
import { submitPeriod } from '@/lib/hours/mutations/sheets'
import { newId } from '@/lib/ids'
import { billAgreed } from '@/lib/invoices/mutations/bill'
import { billContract } from '@/lib/invoices/mutations/bill-contract'
import { billLinesAnyway, billProject } from '@/lib/invoices/mutations/bill-project'
import { discardConcept } from '@/lib/invoices/mutations/concept'
import { creditInvoice } from '@/lib/invoices/mutations/credit'
import { finalizeInvoice } from '@/lib/invoices/mutations/finalize'
import { setPoNumber } from '@/lib/invoices/mutations/po-number'
import { sum } from '@/lib/money'
import { createOrder } from '@/lib/orders/mutations/create'
import { cancelOrder, holdOrder, resumeOrder } from '@/lib/orders/mutations/decide'
import { setVisitFacts } from '@/lib/orders/mutations/facts'
import { addLine } from '@/lib/orders/mutations/lines'
import { Refused } from '@/lib/refused'
import { Temporal } from '@/lib/time'
import { makeCompany } from '@/scripts/test/company'
import { makeBuyer } from '@/scripts/test/invoice'
import { bookExpense, bookHours, makeProjectFor } from '@/scripts/test/project'
import { unbilledSummary, unbilledWork } from './queries/unbilled'

const today = '2026-11-22'
const now = Temporal.Instant.from('2026-11-22T09:00:00Z')
const days = ['2026-10-28', '2026-11-04', '2026-11-10', '2026-11-13', '2026-11-18'] as const

const euros = fc.integer({ min: 0, max: 2_000_000 }).map((n) => (n / 10_000).toFixed(4))
/** What happens next; `n` chooses whom or which it happens to. */
const step = fc.record({
  n: fc.nat(11),
  day: fc.constantFrom(...days),
  minutes: fc.integer({ min: 1, max: 600 }),
  price: fc.option(euros, { freq: 6 }),
  what: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('hours', 'hours', 'expense', 'submit', 'approve', 'offer', 'answer') },
    // What was booked so far handed in, checked and with the customer; invoiced; and credited, to bill again or not.
    { weight: 2, arbitrary: fc.constantFrom('ask', 'ask_order', 'invoice', 'mend', 'drop') },
    { weight: 2, arbitrary: fc.constantFrom('fee', 'bill_contract', 'bill_contract', 'end_contract') },
    {
      weight: 3,
      arbitrary: fc.constantFrom('bill', 'finalize', 'done', 'release', 'line', 'again', 'write_off', 'anyway'),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        ...['return', 'withdraw', 'remove', 'discard', 'finish', 'close', 'order'],
        ...['hold', 'resume', 'cancel', 'take_back', 'po', 'no_charge', 'despite'],
      ),
    },
  ),
})
const history = fc.record({
  projects: fc.array(
    fc.record({
      pricing: fc.constantFrom('hourly' as const, 'fixed' as const, 'mixed' as const),
      invoicing: fc.constantFrom('weekly' as const, 'monthly' as const, 'phase' as const, 'completion' as const),
      approval: fc.constantFrom('yes' as const, 'no' as const),
      approvalTiming: fc.constantFrom('on_submission' as const, 'after_internal' as const),
      approvalScope: fc.constantFrom('together' as const, 'per_member' as const),
      roundingMinutes: fc.constantFrom(1, 15),
    }),
    { minLength: 1, maxLength: 2 },
  ),
  steps: fc.array(step, { minLength: 8, maxLength: 22, size: 'max' }),
})
type History = typeof history extends fc.Arbitrary<infer T> ? T : never

/** What there is to be paid for: lines of orders, hours, expenses, fixed prices and instalments of contracts, less what was written off. */
const allWork = sql`select (
  (select coalesce(sum(l.net_amount), 0) from order_lines l join orders o on o.id = l.order_id where l.kind <> 'text'
    and l.billing in ('included', 'extra') and l.invoice_state <> 'written_off' and o.cancelled_at is null)
  + (select coalesce(sum(net_amount), 0) from time_entries where project_id is not null and removed_at is null and invoice_state <> 'written_off')
  + (select coalesce(sum(net_amount), 0) from expenses where project_id is not null and removed_at is null and billable = 'yes' and invoice_state <> 'written_off')
  + (select coalesce(sum(fixed_price), 0) from projects)
  + (select coalesce(sum(f.fixed_price), 0) from project_phases f join projects p on p.id = f.project_id and p.fixed_price is null)
  + (select coalesce(sum(amount), 0) from contract_instalments where invoice_state not in ('written_off', 'dropped'))
  - (select coalesce(sum(s.fixed_amount), 0) from invoice_line_sources s join invoice_lines c on c.credits_line_id = s.invoice_line_id
      join invoices n on n.id = c.invoice_id and n.credit_outcome = 'write_off'))::text as total`
/** What final invoices come to, less what was credited. */
const onInvoices = sql`select coalesce(sum(net_amount), 0)::text as total from invoices where number is not null`

/** How often each step went through, over all histories: a property over steps that are all refused proves nothing. */
const taken: Record<string, number> = {}
const proving = [
  ...['submit', 'approve', 'offer', 'offer_order', 'answer'],
  ...['bill', 'finalize', 'again', 'write_off', 'release'],
  ...['fee', 'bill_contract', 'end_contract'],
]

test('what is invoiced and what is listed is all work there is, to the cent, after any history of orders, hours, expenses, contracts and projects', {
  timeout: 120_000,
}, async () => {
  const property = fc.asyncProperty(history, async (one) => {
    const admin = await live(one)
    const { work, summary, worked, invoiced } = await reading(admin, async (read) => ({
      work: await unbilledWork(read, today),
      summary: await unbilledSummary(read, today),
      worked: (await read.db.execute<{ total: string }>(allWork))[0]?.total ?? '0',
      invoiced: (await read.db.execute<{ total: string }>(onInvoices))[0]?.total ?? '0',
    }))
    expect(sum([invoiced, summary.amount])).toBe(sum([worked]))
    expect(work.summary).toEqual(summary)
    expect(sum(work.rows.map(({ amount }) => amount))).toBe(summary.amount)
    // Every way to group them adds up to the same, also when only some rows are at hand.
    const some = work.rows.slice(0, 2)
    for (const view of views)
      for (const rows of [work.rows, some])
        expect(sum(groupsOf({ view, reason: null }, rows, summary).map(({ amount }) => amount))).toBe(summary.amount)
    for (const { reason, amount } of summary.groups)
      expect(sum(groupsOf({ view: 'customer', reason }, some, summary).map((group) => group.amount))).toBe(amount)
  })
  // Thirty histories hold each of these steps, bar one time in some hundreds: then thirty more.
  for (let round = 0; round < 4 && proving.some((name) => !taken[name]); round++)
    await fc.assert(property, { numRuns: 30 })
  for (const name of proving) expect(taken[name] ?? 0, `${name} of ${JSON.stringify(taken)}`).toBeGreaterThan(0)
})

/** A company through some steps; one that is refused then is left out, as it would be on the screen. */
async function live({ projects: wanted, steps }: History) {
  const { actors } = await makeCompany()
  const { admin, technician } = actors
  const buyers = [
    await makeBuyer(admin, { poRequired: true, invoiceGrouping: 'month' }),
    await makeBuyer(admin, { invoiceGrouping: 'order' }),
  ] as const
  for (const { customerId } of buyers)
    await writing(admin, (write) =>
      saveContact(write, {
        ...{ id: newId(), customerId, version: null, name: 'Lien', email: 'lien@example.com' },
        receives: ['approvals'],
      }),
    )
  // What is finished for the second one goes to it first.
  await writing(admin, ({ db }) =>
    db.update(orderTypes).set({ approval: 'yes' }).where(eq(orderTypes.id, buyers[1].orderTypeId)),
  )
  const made: { projectId: string; phaseIds: string[] }[] = []
  for (const [index, project] of wanted.entries()) {
    const fixedPrice = project.pricing === 'fixed' ? '1000.01' : null
    const price = project.pricing === 'hourly' ? null : '333.33'
    const phases = [{ fixedPrice: price, doneAt: '2026-11-12T10:00:00Z' }, { fixedPrice: price }]
    made.push(await makeProjectFor(admin, (buyers[index] ?? buyers[0]).customerId, { ...project, fixedPrice }, phases))
  }
  const contractIds: string[] = []
  for (const { customerId } of buyers)
    contractIds.push(
      (
        await writing(
          admin,
          (write) => createContract(write, { customerId, name: 'Beheer', startsOn: '2026-01-01' }),
          now,
        )
      ).id,
    )
  const orderIds: string[] = []
  const pick = <T>(all: readonly T[], n: number): T | undefined => all[n % Math.max(1, all.length)]
  const buyerOf = (n: number) => buyers[n % 2 === 0 ? 0 : 1]

  async function take(write: Write, { what, n, day, price }: ReturnType<typeof apart>[number]): Promise<void> {
    const { db } = write
    const project = pick(made, n) ?? { projectId: newId(), phaseIds: [] }
    const { projectId } = project
    const orderId = pick(orderIds, n) ?? newId()
    const found = await db.select().from(invoices).where(sql`kind = 'invoice' and discarded_at is null order by id`)
    const concept = pick(
      found.filter(({ number }) => number === null),
      n,
    )
    const final = pick(
      found.filter(({ number }) => number !== null),
      n,
    )
    const booked = [
      ...(await db.select().from(timeEntries)).map((line) => ({ ...line, kind: 'hours' as const })),
      ...(await db.select().from(expenses)).map((line) => ({ ...line, kind: 'expense' as const })),
    ]
    const free = booked.filter(({ state, invoiceState }) => state === 'open' && invoiceState === 'open')
    const submitted = booked.filter((line) => line.state === 'submitted' && n % 4 !== 3)
    const lines = submitted.map(({ kind, id, version }) => ({ kind, id, version }))
    switch (what) {
      case 'approve':
        return void (await approveLines(write, { lines: lines.length > 0 ? lines : missing }))
      case 'return':
        return void (await returnLines(write, { lines: lines.length > 0 ? lines : missing, remark: 'kijk na' }))
      case 'offer_order':
        return void (await offerOrder(write, { orderId }))
      case 'collect':
        return void (await billAgreed(write, orderId))
      case 'despite':
        return releaseForInvoice(write, { orderId, anyway: 'toch' })
      case 'offer':
        return void (await offer(write, { projectId, day }))
      case 'answer':
      case 'withdraw': {
        const request = pick(await db.select().from(approvalRequests).where(eq(approvalRequests.status, 'open')), n)
        if (!request) throw new Refused('common.not_found')
        const { id, version } = request
        if (what === 'withdraw') return void (await withdraw(write, { id, version, reason: 'fout' }))
        const [link] = await db.select().from(links).where(eq(links.subjectId, id))
        if (!link) throw new Error('no link')
        const asked = await db.select().from(approvalLines).where(eq(approvalLines.requestId, id))
        const answers = asked.map((line, index) => ({
          lineId: line.id,
          answer: (index + n) % 3 === 0 ? ('rejected' as const) : ('approved' as const),
          remark: 'niet van ons',
        }))
        return void (await answerRequest(write, link, { name: 'Lien', answers }, '192.0.2.1'))
      }
      case 'remove':
        return void (await db
          .update(timeEntries)
          .set({ removedAt: now.toString() })
          .where(eq(timeEntries.id, free.find(({ kind }) => kind === 'hours')?.id ?? newId())))
      case 'bill':
        return void (await billProject(write, { projectId, upTo: today }))
      case 'anyway': {
        const line = pick(
          booked.filter(({ invoiceState }) => invoiceState === 'open'),
          n,
        )
        if (!line?.projectId) throw new Refused('common.not_found')
        const { memberId, state } = line
        return void (await billLinesAnyway(write, {
          projectId: line.projectId,
          memberId,
          state,
          upTo: today,
          reason: 'toch',
        }))
      }
      case 'discard':
        return void (await discardConcept(write, { id: concept?.id ?? newId() }))
      case 'finalize': {
        // The number that the customer asks for is on the invoice by now.
        if (concept) await db.update(invoices).set({ poNumber: 'PO-9' }).where(eq(invoices.id, concept.id))
        return void (await finalizeInvoice(write, concept?.id ?? newId()))
      }
      case 'again':
      case 'write_off': {
        const open = sql`invoice_id = ${final?.id ?? newId()} and not exists (select from invoice_lines c where c.credits_line_id = invoice_lines.id)`
        const credited = await db.select({ id: invoiceLines.id }).from(invoiceLines).where(open)
        const lineIds = credited.filter((_, index) => n % 2 === 0 || index === 0).map(({ id }) => id)
        const outcome = what === 'again' ? ('bill_again' as const) : what
        const about = { id: newId(), invoiceId: final?.id ?? newId(), outcome, reason: 'fout' }
        return void (await creditInvoice(write, { ...about, lineIds: lineIds.length > 0 ? lineIds : [newId()] }))
      }
      case 'finish':
        return void (await db
          .update(projectPhases)
          .set({ doneAt: now.toString() })
          .where(eq(projectPhases.id, pick(project.phaseIds, n) ?? newId())))
      case 'close':
        return void (await db.update(projects).set({ closedAt: now.toString() }).where(eq(projects.id, projectId)))
      case 'order': {
        const { customerId, siteId, orderTypeId } = buyerOf(n)
        const amount = price === null ? null : Number(price).toFixed(2)
        const line = { kind: 'material' as const, description: 'Stuk', quantity: '1', unitPrice: amount }
        const order = { customerId, siteId, orderTypeId, title: 'Werk', lines: [line, { ...line, unitPrice: '12.34' }] }
        orderIds.push((await createOrder(write, order)).id)
        return
      }
      case 'line':
        return void (await addLine(write, {
          ...{ orderId, kind: 'material', description: 'Meerwerk', quantity: '2' },
          unitPrice: price === null ? null : Number(price).toFixed(2),
        }))
      case 'done': {
        const visited = { visitState: 'done' as const, visitCount: 1, remainingWork: '' }
        return setVisitFacts(write, orderId, {
          ...visited,
          firstVisitAt: `${day}T08:00:00Z`,
          executedAt: `${day}T10:00:00Z`,
        })
      }
      case 'release':
        return releaseForInvoice(write, { orderId })
      case 'take_back':
        return takeBackRelease(write, { orderId, reason: 'nog iets' })
      case 'hold':
        return void (await holdOrder(write, { id: orderId, reason: 'wacht' }))
      case 'resume':
        return resumeOrder(write, orderId)
      case 'cancel':
        return cancelOrder(write, orderId, 'niet meer nodig')
      case 'po': {
        const [order] = await db.select().from(orders).where(eq(orders.id, orderId))
        const [own] = await db.select().from(projects).where(eq(projects.id, projectId))
        const about = order ? { orderId, projectId: null } : { orderId: null, projectId }
        return void (await setPoNumber(write, { ...about, poNumber: 'PO-1', seen: (order ?? own)?.poNumber ?? '' }))
      }
      case 'fee': {
        const contractId = pick(contractIds, n) ?? ''
        const about = { id: newId(), contractId, version: null, description: 'Abonnement', vatRate: '21' }
        const amount = price === null || Number(price) < 0.01 ? '99.99' : Number(price).toFixed(2)
        const [period, timing] = [pick(feePeriods, n) ?? 'month', pick(feeTimings, n) ?? 'advance']
        return void (await saveFee(write, { ...about, amount, period, timing, startsOn: day, endsOn: null }))
      }
      case 'bill_contract':
        return void (await billContract(write, { contractId: pick(contractIds, n) ?? '', upTo: null }))
      case 'end_contract': {
        const [contract] = await db
          .select()
          .from(contracts)
          .where(eq(contracts.id, pick(contractIds, n) ?? newId()))
        const { id, version, endsOn } = contract ?? { id: newId(), version: 1, endsOn: null }
        return void (await editContract(write, { id, version, endsOn: endsOn === null ? day : null }))
      }
      case 'no_charge':
        return void (await db
          .update(expenses)
          .set({ billable: 'no' })
          .where(eq(expenses.id, free.find(({ kind }) => kind === 'expense')?.id ?? newId())))
    }
  }

  // Each history begins with something to bill.
  for (const one of [
    { ...first, what: 'order' },
    { ...first, what: 'done' },
    { ...first, n: 1, what: 'order' },
    { ...first, what: 'fee' },
  ])
    await writing(admin, (write) => take(write, one), now)
  for (const one of steps.flatMap(apart)) {
    const { projectId, phaseIds } = pick(made, one.n) ?? made[0] ?? { projectId: '', phaseIds: [] }
    const about = { day: one.day, state: 'open' as const, phaseId: one.n % 3 === 0 ? (phaseIds[0] ?? null) : null }
    if (one.what === 'hours')
      await bookHours(technician, projectId, { ...about, minutes: one.minutes, price: one.price })
    else if (one.what === 'expense')
      await bookExpense(technician, projectId, { ...about, netAmount: one.price && (one.minutes / 100).toFixed(2) })
    else {
      const work =
        one.what === 'submit'
          ? writing(technician, (write) => submitPeriod(write, { kind: 'month', day: one.day, early: true }), now)
          : writing(admin, (write) => take(write, one), now)
      await work.then(
        () => {
          taken[one.what] = (taken[one.what] ?? 0) + 1
        },
        (error: unknown) => {
          if (!(error instanceof Refused)) throw error
        },
      )
    }
  }
  return admin
}

const first = { n: 0, day: days[0], minutes: 60, price: '50.0000' }
const missing = [{ kind: 'hours' as const, id: newId(), version: 1 }]
/** The steps that a longer one stands for. */
function apart(
  one: History['steps'][number],
): { n: number; day: string; minutes: number; price: string | null; what: string }[] {
  const invoiced = ['bill', 'finalize'].map((what) => ({ ...one, what }))
  switch (one.what) {
    case 'ask':
      return [
        ...[days[0], days[1]].map((day) => ({ ...one, day, what: 'submit' })),
        { ...one, n: 0, what: 'approve' },
        ...days.map((day) => ({ ...one, day, what: 'offer' })),
        ...['answer', 'answer'].map((what) => ({ ...one, what })),
      ]
    // A finished order with its customer, answered, and released or not.
    case 'ask_order':
      return ['done', 'offer_order', 'answer', ...(one.n % 2 === 0 ? ['release'] : []), 'collect'].map((what) => ({
        ...one,
        n: 1,
        what,
      }))
    case 'invoice':
      return invoiced
    case 'mend':
      return [...invoiced, { ...one, what: 'again' }]
    case 'drop':
      return [...invoiced, { ...one, what: 'write_off' }]
    default:
      return [one]
  }
}
