import { eq, sql } from 'drizzle-orm'
import { extractText, getDocumentProxy } from 'unpdf'
import { beforeEach, describe, expect, test } from 'vitest'
import { approvalLines, approvalRequests } from '@/db/schema/approvals'
import { contracts } from '@/db/schema/contracts'
import { customers } from '@/db/schema/customers'
import { orderTypes } from '@/db/schema/forms'
import { timeEntries } from '@/db/schema/hours'
import { invoiceAttachments, invoiceLines, invoices } from '@/db/schema/invoices'
import { mails } from '@/db/schema/mail'
import { orderLines, orders } from '@/db/schema/orders'
import { type Actor, reading, systemActor, writing } from '@/lib/auth/actor'
import { openLink } from '@/lib/auth/links'
import { saveSettings } from '@/lib/auth/mutations/settings'
import { releaseForInvoice } from '@/lib/control/mutations'
import type { ApprovalWish } from '@/lib/customers/rules'
import { newId } from '@/lib/ids'
import { jobs } from '@/lib/invoices/jobs'
import { unbillOrder } from '@/lib/invoices/mutations/bill'
import { moveOrder } from '@/lib/invoices/mutations/move'
import { uncollectedOrders } from '@/lib/invoices/queries/agreed'
import { ordersToCollect } from '@/lib/invoices/queries/run-concepts'
import type { JobData } from '@/lib/jobs/mutations'
import { setVisitFacts } from '@/lib/orders/mutations/facts'
import { addLine, editLine } from '@/lib/orders/mutations/lines'
import { createProject } from '@/lib/projects/mutations/projects'
import { Refused } from '@/lib/refused'
import { runPreview } from '@/lib/reports/queries/run-preview'
import { unbilledWork } from '@/lib/reports/queries/unbilled'
import { documentText } from '@/lib/text'
import { Temporal } from '@/lib/time'
import { addTechnician, makeCompany } from '@/scripts/test/company'
import { makeOrder } from '@/scripts/test/order'
import { timesheetCsv } from './mail'
import { answerRequest } from './mutations/answer'
import { withdraw } from './mutations/decide'
import { offer } from './mutations/offer'
import { offerOrder } from './mutations/offer-order'
import { lockWaiting } from './mutations/order-lines'
import { drawTimesheetOf, sealTimesheet } from './mutations/seal'
import { consentDue, offerAllDue } from './mutations/sweep'
import { listApprovals } from './queries/list'
import { approvalOfOrders, ordersToOffer } from './queries/orders'
import { requestForOffice, timesheetOf } from './queries/request'
import { type ApprovalAnswer, everyApproval } from './rules'
import { quantityText } from './rules/shown'

const now = Temporal.Instant.from('2026-11-10T09:00:00Z')

/** A finished order with an hour of work, material and a fixed price. */
async function world(wish: ApprovalWish = 'yes', timing: 'on_submission' | 'after_internal' = 'on_submission') {
  const { actors, organizationId } = await makeCompany()
  const { administration, planner } = actors
  const made = await makeOrder(planner, { title: 'Ketel vervangen' })
  const lines: Record<string, string> = {}
  await writing(administration, async (write) => {
    await saveSettings(write, { approvalTiming: timing })
    await write.db.update(orderTypes).set({ approval: wish }).where(eq(orderTypes.id, made.orderTypeId))
    for (const [kind, description, unitPrice] of [
      ['labour', 'Werkuren', '60'],
      ['material', 'Ketel', '900'],
      ['fixed', 'Afvoer oude ketel', '75'],
    ] as const) {
      const id = newId()
      const line = {
        id,
        kind,
        description,
        unitPrice,
        unit: 'st',
        quantity: '2',
        vatRate: '21',
        billing: 'included' as const,
      }
      lines[kind] = (await addLine(write, { ...line, orderId: made.id, discountPercent: '0' })).id
    }
    await setVisitFacts(write, made.id, {
      visitState: 'done',
      visitCount: 1,
      firstVisitAt: '2026-11-05T08:00:00Z',
      executedAt: '2026-11-05T10:00:00Z',
      remainingWork: '',
    })
  })
  const all = () =>
    reading(administration, async ({ db }) => ({
      requests: await db.select().from(approvalRequests).orderBy(approvalRequests.id),
      offered: await db.select().from(approvalLines).orderBy(approvalLines.requestId, approvalLines.position),
      lines: await db.select().from(orderLines).orderBy(orderLines.position),
      billed: await db.select().from(invoiceLines).orderBy(invoiceLines.position),
      mails: await db.select().from(mails).orderBy(mails.id),
      order: (await db.select().from(orders).where(eq(orders.id, made.id)))[0],
    }))
  const sweep = () => offerAllDue(systemActor(organizationId, 'approvals.sweep'), now)
  const answer = async (said: ApprovalAnswer[]) => {
    const sent = (await all()).mails.filter((mail) => mail.text.includes('/approval/'))
    const opened = await openLink(/\/approval\/([\w-]{43})/.exec(sent.at(-1)?.text ?? '')?.[1] ?? '', 'approval')
    if (!opened) throw new Error('no link was mailed')
    const own = (await all()).offered.filter((line) => line.requestId === opened.link.subjectId)
    const answers = own.map((line, index) => {
      const answer = said[index] ?? 'approved'
      return { lineId: line.id, answer, remark: answer === 'rejected' ? 'Was er maar één' : '' }
    })
    return writing(
      opened.actor,
      (write) => answerRequest(write, opened.link, { name: 'An Maes', answers }, '192.0.2.7'),
      now,
    )
  }
  const release = (anyway?: string) =>
    writing(administration, (write) => releaseForInvoice(write, { orderId: made.id, anyway }), now)
  /** The jobs that answers left, as a worker runs them; how many there were. */
  const collect = async () => {
    const left = await reading(administration, ({ db }) =>
      db.execute<{ data: JobData & { orderId: string } }>(
        sql`select data from pgboss.job where name = 'invoices.collect' and data->>'organizationId' = ${organizationId}`,
      ),
    )
    for (const { data } of left) await jobs['invoices.collect']?.(data)
    return left.length
  }
  return { actors, organizationId, ...made, lineIds: lines, all, sweep, answer, release, collect }
}
type World = Awaited<ReturnType<typeof world>>

async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (error) {
    if (error instanceof Refused) return error.code
    throw error
  }
  return 'done'
}

let w: World
beforeEach(async () => {
  w = await world()
})

describe('a finished order whose customer approves', () => {
  test('is offered once by itself with its lines as they are, and is not invoiced before', async () => {
    await w.sweep()
    await w.sweep()
    const { requests, offered, lines, mails: sent } = await w.all()
    expect(sent.at(-1)?.subject).toMatch(/^Uitgevoerd werk ter goedkeuring: .*Ketel vervangen/)
    expect(requests).toMatchObject([
      {
        kind: 'order',
        orderId: w.id,
        projectId: null,
        periodFrom: '2026-11-05',
        periodTo: '2026-11-05',
        netAmount: '2070.00',
      },
    ])
    expect(offered.map((line) => line.facts)).toMatchObject([
      {
        kind: 'order',
        lineKind: 'labour',
        notes: 'Werkuren',
        quantity: '2.000',
        amount: null,
        title: 'Ketel vervangen',
      },
      { lineKind: 'material', notes: 'Ketel', amount: null },
      { lineKind: 'fixed', amount: '150.00' },
    ])
    expect(lines.map((line) => line.approval)).toEqual(['offered', 'offered', 'offered'])
    expect(await refusal(w.release())).toBe('control.approval_open')
    const timesheet = await reading(w.actors.administration, (read) => timesheetOf(read, requests[0]?.id ?? ''))
    expect(timesheet?.project).toContain('Ketel vervangen')
    if (!timesheet) throw new Error('there is no timesheet')
    const bytes = await drawTimesheetOf(w.actors.administration, timesheet)
    const { text } = await extractText(await getDocumentProxy(bytes), { mergePages: true })
    expect(text).toContain('Uitgevoerd werk')
    expect(text).not.toMatch(/Urenbrief|Project|Totaal/)
  }, 60_000)

  test('what is disputed is told, mended and alone offered again; the rest is invoiced at once', async () => {
    await w.sweep()
    expect(await w.answer(['approved', 'rejected', 'approved'])).toEqual({
      status: 'answered',
      approved: 2,
      rejected: 1,
    })
    await w.release()
    const first = await w.all()
    const told = first.mails.filter((mail) => mail.kind === 'approvals.lines_rejected')
    expect(told.map((mail) => mail.recipientName)).toEqual(['Test administration'])
    expect(told[0]?.text).toContain('Was er maar één')
    expect(first.lines.map((line) => [line.approval, line.invoiceState, line.approvalRemark])).toEqual([
      ['accepted', 'concept', ''],
      ['rejected', 'open', 'Was er maar één'],
      ['accepted', 'concept', ''],
    ])
    expect(first.order?.status).toBe('ready_to_invoice')
    // An invoice run does not promise what the customer did not agree to.
    const collectable = () => reading(w.actors.administration, (read) => ordersToCollect(read, 'Europe/Brussels'))
    expect(await collectable()).toEqual([])
    // As it stands it does not go again.
    await w.sweep()
    expect((await w.all()).requests).toHaveLength(1)
    const [material] = first.lines.filter((line) => line.kind === 'material')
    const edited = { kind: 'material', description: 'Ketel', unit: 'st', quantity: '1', unitPrice: '900' } as const
    await writing(w.actors.administration, (write) =>
      editLine(write, {
        ...{ id: material?.id ?? '', version: material?.version ?? 0, ...edited },
        ...{ billing: 'included', discountPercent: '0', vatRate: '21', productId: null },
      }),
    )
    await w.sweep()
    const { requests, offered } = await w.all()
    expect(requests).toMatchObject([{ status: 'answered' }, { status: 'open', previousId: requests[0]?.id }])
    expect(offered.slice(3).map((line) => line.facts)).toMatchObject([{ notes: 'Ketel', quantity: '1.000' }])
    await w.answer(['approved'])
    expect(await collectable()).toMatchObject([{ id: w.id, lines: 1, amount: '900.00' }])
    await w.collect()
    expect((await w.all()).lines.map((line) => line.invoiceState)).toEqual(['concept', 'concept', 'concept'])
  })

  test.each(['order', 'month'] as const)(
    'what is approved after the release joins the concept of its group by itself, once (%s)',
    async (invoiceGrouping) => {
      const { administration } = w.actors
      await writing(administration, ({ db }) => db.update(customers).set({ invoiceGrouping }))
      await w.sweep()
      await w.answer(['approved', 'rejected', 'rejected'])
      // Not released: what is agreed waits for the check.
      expect(await w.collect()).toBe(1)
      expect((await w.all()).lines.map((line) => line.invoiceState)).toEqual(['open', 'open', 'open'])
      await w.release()
      for (const { id, approval } of (await w.all()).lines)
        if (approval === 'rejected')
          await writing(administration, ({ db }) =>
            db.update(orderLines).set({ approval: 'none' }).where(eq(orderLines.id, id)),
          )
      await w.sweep()
      await w.answer(['approved', 'rejected'])
      await Promise.all([w.collect(), w.collect()])
      const { lines, billed } = await w.all()
      expect(lines.map((line) => line.invoiceState)).toEqual(['concept', 'concept', 'open'])
      expect(billed.map(({ orderLineId }) => orderLineId).sort()).toEqual(
        lines
          .slice(0, 2)
          .map(({ id }) => id)
          .sort(),
      )
      expect(new Set(billed.map(({ invoiceId }) => invoiceId)).size).toBe(1)
      await w.release('Toch')
      expect((await w.all()).billed).toHaveLength(3)
    },
  )

  test('what was agreed late is found when its job was lost, once; what was taken off a concept again is not', async () => {
    const { administration } = w.actors
    await w.sweep()
    await w.release('Toch')
    await writing(administration, async ({ db }) => {
      await db.update(orders).set({ approvalWaiver: '' })
    })
    const lost = (minutes: number) => reading(administration, (read) => uncollectedOrders(read, now.add({ minutes })))
    expect(await lost(3)).toEqual([])
    await writing(administration, (write) => unbillOrder(write, w.id))
    expect(await lost(3)).toEqual([])
    expect(await w.all()).toMatchObject({
      lines: [{ approval: 'offered' }, {}, {}],
      order: { status: 'ready_to_invoice' },
    })
    await w.answer(['approved', 'rejected', 'rejected'])
    // Its own job is still there.
    expect(await lost(3)).toEqual([])
    await writing(administration, ({ db }) => db.execute(sql`delete from pgboss.job where data->>'orderId' = ${w.id}`))
    expect([await lost(1), await lost(8 * 24 * 60)]).toEqual([[], []])
    expect(await lost(3)).toEqual([w.id])
    await jobs['invoices.collect']?.({ organizationId: w.organizationId, actorId: 'x', orderId: w.id })
    expect((await w.all()).billed).toHaveLength(1)
    expect(await lost(3)).toEqual([])
    await writing(administration, (write) => unbillOrder(write, w.id))
    expect(await lost(3)).toEqual([])
  })

  test('nothing is billed of what was rejected, and silence that became consent is billed as an answer is', async () => {
    await w.sweep()
    await w.answer(['rejected', 'rejected', 'rejected'])
    expect(await w.collect()).toBe(0)

    w = await world()
    const { organizationId, customerId, id } = w
    const released = now.toString()
    await writing(w.actors.administration, async ({ db }) => {
      const contract = { organizationId, id: newId(), number: 'C-1', customerId, name: 'Onderhoud' }
      await db.insert(contracts).values({ ...contract, startsOn: '2026-01-01', silentConsentDays: 3 })
      await db.update(orders).set({ contractId: contract.id }).where(eq(orders.id, id))
    })
    await w.sweep()
    await writing(w.actors.administration, async ({ db }) => {
      await db.update(mails).set({ status: 'sent', sentAt: released })
      await db.update(orders).set({ releasedAt: released }).where(eq(orders.id, id))
    })
    const later = now.add({ hours: 4 * 24 })
    await consentDue(systemActor(w.organizationId, 'approvals.sweep'), later)
    expect(await w.collect()).toBe(1)
    expect((await w.all()).lines.map((line) => line.invoiceState)).toEqual(['concept', 'concept', 'concept'])
  })

  test('lines with the customer keep what it sees; prices that it does not see may still change', async () => {
    await w.sweep()
    const line = (await w.all()).lines.find(({ kind }) => kind === 'material')
    const change = (quantity: string, unitPrice: string) =>
      writing(w.actors.administration, (write) =>
        editLine(write, {
          ...{ id: line?.id ?? '', version: line?.version ?? 0, kind: 'material', description: 'Ketel', unit: 'st' },
          ...{ quantity, unitPrice, billing: 'included', discountPercent: '0', vatRate: '21', productId: null },
        }),
      )
    expect(await refusal(change('3', '900'))).toBe('orders.line_with_customer')
    expect(await refusal(change('2', '950'))).toBe('done')
    expect((await w.all()).lines.find(({ kind }) => kind === 'material')?.approval).toBe('offered')
  })

  test('is invoiced anyway with a reason that stays on the order and the invoice', async () => {
    await w.sweep()
    await w.release('Mondeling akkoord')
    const { lines, order } = await w.all()
    expect(order?.approvalWaiver).toBe('Mondeling akkoord')
    expect(lines.map((line) => line.invoiceState)).toEqual(['concept', 'concept', 'concept'])
    // A late answer is kept as evidence and changes nothing on the invoice.
    expect(await w.answer(['rejected'])).toMatchObject({ status: 'answered', rejected: 1 })
    expect((await w.all()).lines.map((line) => line.invoiceState)).toEqual(['concept', 'concept', 'concept'])
  })

  test('what was left of a released order is invoiced anyway too, once', async () => {
    await w.sweep()
    await w.answer(['approved', 'rejected', 'approved'])
    await w.release()
    await w.release()
    expect((await w.all()).lines.map((line) => line.invoiceState)).toEqual(['concept', 'open', 'concept'])
    await Promise.all([w.release('Mondeling akkoord'), w.release('Mondeling akkoord')])
    const { lines, order } = await w.all()
    expect(order?.approvalWaiver).toBe('Mondeling akkoord')
    expect(lines.map((line) => line.invoiceState)).toEqual(['concept', 'concept', 'concept'])
    const onInvoices = await reading(w.actors.administration, ({ db }) => db.select().from(invoiceLines))
    expect(onInvoices).toHaveLength(3)
  })

  test('the invoice has the sealed timesheet beside it, and takes it along when it moves', async () => {
    await w.sweep()
    await w.answer([])
    const { requests } = await w.all()
    await sealTimesheet(systemActor(w.organizationId, 'approvals.seal'), requests[0]?.id ?? '')
    await w.release()
    const attached = () =>
      reading(w.actors.administration, ({ db }) => db.select().from(invoiceAttachments).orderBy(invoiceAttachments.id))
    const [one, ...others] = await attached()
    expect([one?.title, others]).toEqual([requests[0]?.number, []])
    const id = one?.invoiceId ?? ''
    const moved = await writing(w.actors.administration, async (write) => {
      await write.db.update(invoices).set({ groupKey: 'collected' }).where(eq(invoices.id, id))
      return moveOrder(write, { id, orderId: w.id, toId: null })
    })
    expect(moved.id).not.toBe(id)
    expect((await attached()).map((file) => file.invoiceId)).toEqual([moved.id])
  })

  test('shows the customer what it is: a line that changed since it was read is not offered', async () => {
    const [read] = await reading(w.actors.administration, (r) => ordersToOffer(r, { orderId: w.id }))
    const line = (await w.all()).lines.find(({ kind }) => kind === 'labour')
    await writing(w.actors.administration, (write) =>
      editLine(write, {
        ...{ id: line?.id ?? '', version: line?.version ?? 0, kind: 'labour', description: 'Werkuren', unit: 'st' },
        ...{
          quantity: '3',
          unitPrice: '60',
          billing: 'included',
          discountPercent: '0',
          vatRate: '21',
          productId: null,
        },
      }),
    )
    const free = await writing(w.actors.administration, (write) => lockWaiting(write, read?.lines ?? []))
    expect(free).toBe(false)
  })

  test('says why each of its lines is not invoiced, and a run takes only what was approved', async () => {
    const seen = async () => {
      const { rows, summary } = await reading(w.actors.administration, (r) => unbilledWork(r, '2026-11-10'))
      expect(summary.amount).toBe('2070.00')
      expect(rows.every(({ owner, ownerRole }) => owner || ownerRole)).toBe(true)
      return rows.map(({ reason, amount }) => [reason, amount]).sort()
    }
    // Before the control has looked it is the control's, asked or not.
    expect(await seen()).toEqual([['control', '2070.00']])
    await w.sweep()
    expect(await seen()).toEqual([['order_offered', '2070.00']])
    await w.answer(['approved', 'rejected', 'approved'])
    expect(await seen()).toEqual([
      ['control', '270.00'],
      ['order_rejected', '1800.00'],
    ])
    await w.release()
    const wish = { upTo: '2026-11-30', today: '2026-11-10', withRunning: true }
    const preview = async () => {
      const { rows, behind } = await reading(w.actors.administration, (r) => runPreview(r, wish))
      return [rows, behind].map((all) => all.map(({ amount }) => amount))
    }
    // What was approved is on its concept; what was rejected stays behind, and no run says that it takes it.
    expect(await preview()).toEqual([['270.00'], ['1800.00']])
    await writing(w.actors.administration, ({ db }) =>
      db.update(orders).set({ holdReason: 'Klacht' }).where(eq(orders.id, w.id)),
    )
    expect((await preview())[0]).toEqual([])
  })

  test('taken back, it waits for a person; offered after internal approval, for the office', async () => {
    await w.sweep()
    const [request] = (await w.all()).requests
    const input = { id: request?.id ?? '', version: request?.version ?? 0, reason: 'Fout' }
    await writing(w.actors.administration, (write) => withdraw(write, input), now)
    await w.sweep()
    const taken = await w.all()
    expect([taken.requests.length, ...taken.lines.map((line) => line.approval)]).toEqual([1, 'none', 'none', 'none'])
    await writing(w.actors.administration, (write) => offerOrder(write, { orderId: w.id }), now)
    expect((await w.all()).requests).toHaveLength(2)

    w = await world('yes', 'after_internal')
    await w.sweep()
    expect((await w.all()).requests).toEqual([])
    await writing(w.actors.administration, (write) => offerOrder(write, { orderId: w.id }), now)
    expect((await w.all()).requests).toHaveLength(1)
  })

  test('the customer decides where the type leaves it open, and nobody is asked otherwise', async () => {
    w = await world('default')
    const asked = async () =>
      (await reading(w.actors.administration, (r) => approvalOfOrders(r, [w.id]))).get(w.id)?.isAsked
    expect(await asked()).toBe(false)
    await writing(w.actors.administration, ({ db }) =>
      db.update(customers).set({ approval: 'yes' }).where(eq(customers.id, w.customerId)),
    )
    expect(await asked()).toBe(true)
    w = await world('no')
    await writing(w.actors.administration, ({ db }) =>
      db.update(customers).set({ approval: 'yes' }).where(eq(customers.id, w.customerId)),
    )
    expect(await asked()).toBe(false)
    await w.sweep()
    expect((await w.all()).requests).toEqual([])
    await w.release()
  })

  test('taken back and offered again by a person, what is then rejected and mended goes again by itself', async () => {
    await w.sweep()
    const [request] = (await w.all()).requests
    const { administration } = w.actors
    const input = { id: request?.id ?? '', version: request?.version ?? 0, reason: 'Fout' }
    await writing(administration, (write) => withdraw(write, input), now)
    await writing(administration, (write) => offerOrder(write, { orderId: w.id }), now.add({ minutes: 1 }))
    await w.answer(['approved', 'rejected', 'approved'])
    const line = (await w.all()).lines.find(({ approval }) => approval === 'rejected')
    await writing(administration, (write) =>
      editLine(write, {
        ...{ id: line?.id ?? '', version: line?.version ?? 0, kind: 'material', description: 'Ketel', unit: 'st' },
        ...{ quantity: '1', unitPrice: '900', billing: 'included', discountPercent: '0', vatRate: '21' },
        productId: null,
      }),
    )
    await w.sweep()
    const { requests, offered } = await w.all()
    expect(requests.map(({ status }) => status)).toEqual(['withdrawn', 'answered', 'open'])
    expect(offered.filter(({ requestId }) => requestId === requests[2]?.id).map((one) => one.orderLineId)).toEqual([
      line?.id,
    ])
  })

  test('who leads the project of an order that is asked about alone sees and handles its request', async () => {
    const { administration, technician } = w.actors
    await writing(administration, async (write) => {
      const about = { name: 'Renovatie', pricing: 'hourly', invoicing: 'weekly', approval: 'no' } as const
      const project = await createProject(write, { customerId: w.customerId, ...about, leadId: technician.id })
      await write.db.update(orders).set({ projectId: project.id }).where(eq(orders.id, w.id))
    })
    await w.sweep()
    await w.answer(['rejected'])
    const { requests, mails: sent } = await w.all()
    const [request] = requests
    expect(request).toMatchObject({ kind: 'order', projectId: null })
    const told = sent.find((mail) => mail.kind === 'approvals.lines_rejected' && mail.recipientName === technician.name)
    expect(told?.text).toContain(`/approvals/${request?.id}`)
    const seenBy = async (actor: Actor) => [
      (await reading(actor, (read) => requestForOffice(read, request?.id ?? '')))?.request.netAmount,
      (await reading(actor, (read) => listApprovals(read, everyApproval))).rows.map(({ id }) => id),
    ]
    expect(await seenBy(technician)).toEqual([null, [request?.id]])
    expect(await seenBy(await addTechnician(w.organizationId))).toEqual([undefined, []])
  })

  test('says of a price that it is without VAT, and of what a member paid nothing, since that is with it', async () => {
    await w.sweep()
    const { offered } = await w.all()
    const shown = (locale: string) =>
      offered.map(({ facts }) => quantityText(facts, locale, documentText(locale, 'approvals')).replace(/\s/g, ' '))
    expect(shown('nl')).toEqual(['2 st', '2 st', '€ 150,00 excl. btw'])
    expect([shown('en')[2], shown('fr')[2], shown('de')[2]]).toEqual([
      ...['€ 150,00 excl. VAT', '€ 150,00 HTVA', '€ 150,00 zzgl. MwSt.'],
    ])
    const paid = { kind: 'expense', expenseKind: 'parking', grossAmount: '12.10', kilometres: null } as const
    const facts = { ...paid, day: '2026-11-05', member: '', phase: '', notes: '', fileIds: [] }
    expect(quantityText(facts, 'nl', documentText('nl', 'approvals')).replace(/\s/g, ' ')).toBe('€ 12,10')
  })

  test('as CSV says how much of each line there is, and its price without VAT apart from what was paid with it', async () => {
    await w.sweep()
    const { requests } = await w.all()
    const content = await reading(w.actors.admin, (read) => timesheetOf(read, requests[0]?.id ?? ''))
    if (!content) throw new Error('no timesheet')
    const [head, ...rows] = timesheetCsv(content)
      .trim()
      .split('\r\n')
      .map((row) => row.replace('\ufeff', '').slice(1, -1).split('";"'))
    const columns = ['Aantal', 'Eenheid', 'Bedrag incl. btw', 'Bedrag excl. btw', 'Omschrijving']
    const of = (row: string[]) => columns.map((name) => row[head?.indexOf(name) ?? -1])
    expect(rows.map(of)).toEqual([
      ['2.000', 'st', '', '', 'Werkuren'],
      ['2.000', 'st', '', '', 'Ketel'],
      ['2.000', 'st', '', '150.00', 'Afvoer oude ketel'],
    ])
  })

  test('of a project it goes along with the hours of its period, in one request', async () => {
    const { administration, technician } = w.actors
    const projectId = await writing(administration, async (write) => {
      const about = { name: 'Renovatie', pricing: 'hourly', invoicing: 'weekly', approval: 'yes' } as const
      const project = await createProject(write, { customerId: w.customerId, ...about })
      await write.db.update(orders).set({ projectId: project.id }).where(eq(orders.id, w.id))
      await write.db.insert(timeEntries).values({
        ...{ organizationId: w.organizationId, id: newId(), memberId: technician.id, projectId: project.id },
        ...{
          day: '2026-11-03',
          minutes: 480,
          state: 'submitted',
          hourType: 'work',
          origin: 'manual',
          netAmount: '480',
        },
        ...{ submittedAt: '2026-11-09T08:00:00Z' },
      })
      return project.id
    })
    await w.sweep()
    await w.sweep()
    const { requests, offered } = await w.all()
    expect(requests).toMatchObject([{ kind: 'hours', projectId, orderId: null, minutes: 480, netAmount: '2550.00' }])
    expect(offered.map((line) => line.facts.kind)).toEqual(['hours', 'order', 'order', 'order'])
    await w.answer(['approved', 'approved', 'rejected', 'approved'])
    expect((await w.all()).lines.map((line) => line.approval)).toEqual(['accepted', 'rejected', 'accepted'])
    expect(await refusal(writing(administration, (write) => offer(write, { projectId, day: '2026-11-03' }), now))).toBe(
      'approvals.nothing_to_offer',
    )
  })
})
