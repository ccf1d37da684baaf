import { and, asc, eq, sql } from 'drizzle-orm'
import sharp from 'sharp'
import { extractText, getDocumentProxy } from 'unpdf'
import { afterAll, describe, expect, it } from 'vitest'
import { pool } from '@/db/client'
import { organizations } from '@/db/schema/auth'
import { signatures, visitEvents, workReports } from '@/db/schema/execution'
import { files } from '@/db/schema/files'
import { formTemplates, orderTypes } from '@/db/schema/forms'
import { history } from '@/db/schema/history'
import { timeEntries } from '@/db/schema/hours'
import { mails } from '@/db/schema/mail'
import { documents, orderLines, orders } from '@/db/schema/orders'
import { products } from '@/db/schema/products'
import { type Actor, reading, systemActor, type Write, writing } from '@/lib/auth/actor'
import { takeUpload } from '@/lib/files/intake'
import { recordFile } from '@/lib/files/mutations'
import { getBytes } from '@/lib/files/storage'
import type { FormField } from '@/lib/forms/rules'
import { approveLines, returnLines } from '@/lib/hours/mutations/decide'
import { addEntry, editEntry, removeEntry } from '@/lib/hours/mutations/entries'
import { removeExpense, saveExpense } from '@/lib/hours/mutations/expenses'
import { submitPeriod } from '@/lib/hours/mutations/sheets'
import { entriesOfVisit } from '@/lib/hours/queries/visit'
import { newId } from '@/lib/ids'
import { stopPdf } from '@/lib/pdf'
import { Refused } from '@/lib/refused'
import { Temporal } from '@/lib/time'
import { assignOrder } from '@/lib/visits/mutations/assign'
import { addTechnician, makeCompany } from '@/scripts/test/company'
import { makeOrder } from '@/scripts/test/order'
import { closeInput } from '../input'
import type { FieldStep } from '../rules'
import { saveAnswer } from './answer'
import { closeVisit } from './close'
import { addFieldFile, removeFieldFile } from './files'
import { removeMaterial, saveMaterial, saveNote } from './material'
import { makeReport, sweepReports } from './report'
import { takeStep } from './step'

afterAll(stopPdf)

const at = (time: string) => `2031-11-25T${time}:00Z`
const instant = (time: string) => Temporal.Instant.from(at(time))

async function refusal(promise: Promise<unknown>): Promise<Refused> {
  const refused = await promise.then(
    () => null,
    (error: unknown) => error,
  )
  if (refused instanceof Refused) return refused
  throw refused ?? new Error('was not refused')
}

const fields: FormField[] = [
  { id: 'reachable', type: 'yes_no', label: { nl: 'Is de ketel bereikbaar?' }, required: true },
  {
    id: 'why',
    type: 'text',
    label: { nl: 'Waarom niet?' },
    required: true,
    showIf: { fieldId: 'reachable', equals: 'no' },
  },
  { id: 'co', type: 'measurement', label: { nl: 'CO' }, required: true, unit: 'ppm', maximum: 100 },
  { id: 'plate', type: 'photo', label: { nl: 'Typeplaatje' }, required: false },
]

/** A visit of a team on 25 November 2031 from 8 to 10 UTC, with a checklist and three products. */
async function scene(options: { team?: number; signatureRule?: 'customer_or_reason' | 'technician' | 'none' } = {}) {
  const company = await makeCompany()
  const { organizationId, actors } = company
  const { planner, technician } = actors
  const mate = await addTechnician(organizationId, 'Bram')
  const made = await makeOrder(planner)
  const [labourId, travelId, gasketId, visitId] = [newId(), newId(), newId(), newId()]
  await writing(planner, async (write) => {
    const templateId = newId()
    await write.db
      .insert(formTemplates)
      .values({ organizationId, id: templateId, orderTypeId: made.orderTypeId, kind: 'checklist', number: 1, fields })
    await write.db.update(orders).set({ checklistTemplateId: templateId }).where(eq(orders.id, made.id))
    await write.db
      .update(orderTypes)
      .set({ signatureRule: options.signatureRule ?? 'customer_or_reason' })
      .where(eq(orderTypes.id, made.orderTypeId))
    await write.db.insert(products).values([
      { organizationId, id: labourId, number: 'L1', kind: 'labour', name: 'Arbeid', unit: 'u', price: '60' },
      { organizationId, id: travelId, number: 'V1', kind: 'travel', name: 'Verplaatsing', unit: 'st', price: '45' },
      { organizationId, id: gasketId, number: 'M1', kind: 'material', name: 'Dichting', unit: 'st', price: '7.5' },
    ])
    await write.db
      .update(organizations)
      .set({ settings: { labourProductId: labourId, travelProductId: travelId } })
      .where(eq(organizations.id, organizationId))
  })
  await writing(
    planner,
    (write) =>
      assignOrder(write, {
        id: visitId,
        orderId: made.id,
        memberIds: options.team === 2 ? [technician.id, mate.id] : [technician.id],
        startAt: at('08:00'),
        endAt: at('10:00'),
      }),
    instant('06:00'),
  )
  const by = <T>(actor: Actor, time: string, work: (write: Write) => Promise<T>) => writing(actor, work, instant(time))
  const step = (name: FieldStep, time: string, actor: Actor = technician, id = newId()) =>
    by(actor, time, (write) => takeStep(write, { id, visitId, step: name, at: at(time) }))
  const answer = (fieldId: string, value: string | null, version?: number) =>
    by(technician, '09:00', (write) =>
      saveAnswer(write, { id: newId(), visitId, fieldId, value, at: at('09:00'), version }),
    )
  const close = (
    time: string,
    input: Partial<Parameters<typeof closeInput.parse>[0] & object> = {},
    actor: Actor = technician,
  ) =>
    by(actor, time, (write) =>
      closeVisit(write, closeInput.parse({ visitId, eventId: newId(), at: at(time), outcome: 'completed', ...input })),
    )
  const upload = async (kind: 'photo_before' | 'answer' | 'signature' | 'receipt', fieldId = '', id = newId()) => {
    const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#a33' } })
      .jpeg()
      .toBuffer()
    const prepared = await takeUpload(organizationId, { bytes, name: 'foto.jpg' })
    const file = { id, visitId, kind, fieldId, takenAt: at('08:30') }
    await by(technician, '09:05', (write) => addFieldFile(write, file, prepared))
    return id
  }
  const read = <T>(work: Parameters<typeof reading<T>>[1]) => reading(planner, work)
  return { ...company, ...actors, mate, order: made, visitId, gasketId, by, step, answer, close, upload, read }
}

type Scene = Awaited<ReturnType<typeof scene>>

const absent = () => ({
  signatures: [{ id: newId(), signer: 'absent', name: '', absentReason: 'Klant was al weg', signedAt: at('09:55') }],
})

async function worked(one: Scene): Promise<void> {
  await one.step('travel', '07:40')
  await one.step('arrive', '08:00')
  await one.answer('reachable', 'yes')
  await one.answer('co', '12,5')
}

const linesOf = ({ read, order }: Scene) =>
  read((r) => r.db.select().from(orderLines).where(eq(orderLines.orderId, order.id)).orderBy(asc(orderLines.position)))

describe('the clock', () => {
  it('books travel, work and break from the taps, for who rode along too', async () => {
    const one = await scene({ team: 2 })
    await worked(one)
    await one.step('pause', '08:45')
    await one.step('resume', '09:00')
    await one.close('10:00', absent())
    const entries = await one.read((read) => entriesOfVisit(read, one.visitId))
    const of = (id: string) => entries.filter((e) => e.memberId === id).map((e) => [e.hourType, e.minutes])
    const expected = [
      ['travel', 20],
      ['work', 45],
      ['break', 15],
      ['work', 60],
    ]
    expect(of(one.technician.id)).toEqual(expected)
    expect(of(one.mate.id)).toEqual(expected)
  })

  it('follows the own taps of who came separately, and closing stops everybody', async () => {
    const one = await scene({ team: 2 })
    await worked(one)
    await one.step('arrive', '09:10', one.mate)
    expect((await refusal(one.step('resume', '09:20', one.mate))).code).toBe('visits.not_this_step')
    await one.close('10:00', absent())
    const entries = await one.read((read) => entriesOfVisit(read, one.visitId))
    expect(entries.filter((e) => e.memberId === one.mate.id).map((e) => [e.hourType, e.minutes])).toEqual([
      ['work', 50],
    ])
  })

  it('counts a tap once, and a phone ahead of time taps now', async () => {
    const one = await scene()
    const id = newId()
    await one.step('travel', '07:40', one.technician, id)
    await one.step('travel', '07:40', one.technician, id)
    await one.by(one.technician, '08:00', (write) =>
      takeStep(write, { id: newId(), visitId: one.visitId, step: 'arrive', at: at('11:00') }),
    )
    const taps = await one.read((r) =>
      r.db.select().from(visitEvents).where(eq(visitEvents.visitId, one.visitId)).orderBy(asc(visitEvents.at)),
    )
    expect(taps.map(({ kind, at: tapped }) => [kind, tapped])).toEqual([
      ['travel', at('07:40')],
      ['arrive', at('08:00')],
    ])
  })

  it('keeps what was clocked beside edited hours, which need a reason and may not overlap', async () => {
    const one = await scene()
    await worked(one)
    await one.step('pause', '09:00')
    const [, work] = await one.read((read) => entriesOfVisit(read, one.visitId))
    const edit = {
      id: work!.id,
      version: 1,
      hourType: 'work' as const,
      startAt: at('08:00'),
      endAt: at('08:50'),
      reason: 'Te laat gestopt',
    }
    await one.by(one.technician, '09:10', (write) => editEntry(write, edit))
    expect((await refusal(one.by(one.technician, '09:10', (write) => editEntry(write, edit)))).code).toBe(
      'common.stale',
    )
    expect(
      (
        await refusal(
          one.by(one.technician, '09:10', (w) => editEntry(w, { ...edit, version: 2, startAt: at('07:30') })),
        )
      ).code,
    ).toBe('hours.overlap')
    await one.step('resume', '09:30')
    const [, edited, pause] = await one.read((read) => entriesOfVisit(read, one.visitId))
    expect(edited).toMatchObject({
      minutes: 50,
      origin: 'edited',
      clockedEndAt: at('09:00'),
      reason: 'Te laat gestopt',
    })
    const extra = {
      id: newId(),
      visitId: one.visitId,
      hourType: 'work' as const,
      startAt: at('07:00'),
      endAt: at('07:30'),
      reason: 'Materiaal gehaald',
    }
    await one.by(one.technician, '09:40', (write) => addEntry(write, extra))
    await one.by(one.technician, '09:40', (write) => addEntry(write, extra))
    await one.by(one.technician, '09:40', (write) =>
      removeEntry(write, { id: pause!.id, version: 1, reason: 'Geen pauze' }),
    )
    expect((await one.read((read) => entriesOfVisit(read, one.visitId))).map((e) => e.minutes)).toEqual([30, 20, 50])
  })
})

describe('the clock beside other hours', () => {
  it('books no time twice and no more than the day has left, and keeps what it said', async () => {
    const one = await scene()
    const { organizationId } = one
    // Typed on the week sheet while the clock ran: half an hour of it, and nearly the whole day without times.
    await one.step('travel', '07:40')
    await one.step('arrive', '08:00')
    const typed = { organizationId, memberId: one.technician.id, day: '2031-11-25', origin: 'manual' as const }
    await one.by(one.planner, '09:00', ({ db }) =>
      db.insert(timeEntries).values([
        { ...typed, id: newId(), hourType: 'waiting', startAt: at('08:00'), endAt: at('08:30'), minutes: 30 },
        { ...typed, id: newId(), hourType: 'training', minutes: 21 * 60 },
      ]),
    )
    await one.step('pause', '10:00')
    await one.step('resume', '10:30')
    await one.step('pause', '12:00')
    const booked = async () =>
      (await one.read((r) => entriesOfVisit(r, one.visitId))).map((entry) => [
        entry.hourType,
        entry.minutes,
        (Date.parse(entry.clockedEndAt ?? '') - Date.parse(entry.clockedStartAt ?? '')) / 60_000,
      ])
    const expected = [
      ['travel', 20, 20],
      ['work', 90, 120],
      ['break', 30, 30],
      ['work', 10, 90],
    ]
    expect(await booked()).toEqual(expected)
    // The next tap books the same again.
    await one.step('resume', '12:30')
    expect((await booked()).slice(0, 4)).toEqual(expected)
  })
})

describe('hours of a closed visit that came back', () => {
  it('are mended with why, and the lines of the order follow, less what is billed apart', async () => {
    const one = await scene()
    await worked(one)
    const { technician, administration, visitId } = one
    const extra = {
      id: newId(),
      visitId,
      description: 'Kraan',
      quantity: '0.5',
      kind: 'labour',
      billing: 'extra',
    } as const
    await one.by(technician, '09:00', (write) => saveMaterial(write, extra))
    const cost = { id: newId(), visitId, kind: 'parking', description: '', vatRate: '21' } as const
    await one.by(technician, '09:00', (write) => saveExpense(write, { ...cost, grossAmount: '12.10' }))
    await one.close('10:00', { eventId: newId(), ...absent() })
    const week = { kind: 'week' as const, day: '2031-11-25', early: true }
    await one.by(technician, '10:05', (write) => submitPeriod(write, week))
    const lineOf = async (kind: string) => {
      const [line] = (await linesOf(one)).filter((row) => row.kind === kind && row.billing === 'included')
      return line && [line.quantity, line.doneQuantity, line.netAmount]
    }
    expect(await lineOf('labour')).toEqual(['1.500', '2.000', '90.00'])
    const work = async () => {
      const [entry] = await one.read((r) =>
        r.db
          .select()
          .from(timeEntries)
          .where(and(eq(timeEntries.visitId, visitId), eq(timeEntries.hourType, 'work'))),
      )
      return { id: entry?.id ?? '', version: entry?.version ?? 0 }
    }
    const { id } = await work()
    const returned = [
      { kind: 'hours' as const, ...(await work()) },
      { kind: 'expense' as const, id: cost.id, version: 2 },
    ]
    await one.by(administration, '11:00', (write) =>
      returnLines(write, { lines: returned, remark: 'Een half uur minder' }),
    )
    const mend = async (hourType: 'work' | 'travel', endAt: string) => {
      const [entry] = await one.read((r) => r.db.select().from(timeEntries).where(eq(timeEntries.id, id)))
      const times = { startAt: at('08:00'), endAt: at(endAt) }
      await one.by(technician, '11:30', (write) =>
        editEntry(write, { id, version: entry?.version ?? 0, hourType, ...times, reason: 'Klopt' }),
      )
    }
    await mend('work', '09:30')
    expect(await lineOf('labour')).toEqual(['1.000', '1.500', '60.00'])
    await mend('travel', '09:30')
    expect(await lineOf('labour')).toBeUndefined()
    await mend('work', '09:00')
    expect(await lineOf('labour')).toEqual(['1.000', '1.000', '60.00'])

    const { version } = await one.by(technician, '11:40', (write) =>
      saveExpense(write, { ...cost, grossAmount: '6.05' }),
    )
    expect(await lineOf('expense')).toEqual(['1.000', '1.000', '5.00'])
    const takeBack = (seen: number) =>
      one.by(technician, '11:41', (write) => removeExpense(write, { id: cost.id, version: seen }))
    // Not what was seen: it stays, and so does its line.
    expect(await refusal(takeBack(version - 1))).toMatchObject({ code: 'common.stale', current: { version } })
    expect(await lineOf('expense')).toEqual(['1.000', '1.000', '5.00'])
    await takeBack(version)
    expect(await lineOf('expense')).toBeUndefined()
    const [entry] = await one.read((r) => r.db.select().from(timeEntries).where(eq(timeEntries.id, id)))
    await one.by(technician, '11:45', (write) =>
      removeEntry(write, { id, version: entry?.version ?? 0, reason: 'Weg' }),
    )
    expect(await lineOf('labour')).toBeUndefined()
  })

  it('are mended for the member by the administration, who hands them in; nothing else of the visit is theirs to change', async () => {
    const one = await scene()
    await worked(one)
    const { technician, administration, planner, visitId } = one
    const work = async () => {
      const [entry] = await one.read((r) =>
        r.db
          .select()
          .from(timeEntries)
          .where(and(eq(timeEntries.visitId, visitId), eq(timeEntries.hourType, 'work'))),
      )
      if (!entry) throw new Error('no hours')
      return entry
    }
    const times = { startAt: at('08:00'), endAt: at('09:30') }
    const cost = { id: newId(), visitId, kind: 'parking', description: '', vatRate: '21' } as const
    await one.by(technician, '09:00', (write) => saveExpense(write, { ...cost, grossAmount: '12.10' }))
    const pay = (by: Actor, version: number) =>
      one.by(by, '11:30', (write) => saveExpense(write, { ...cost, grossAmount: '6.05', version }))
    const mend = async (by: Actor, version?: number) => {
      const { id, version: current } = await work()
      const input = { id, version: version ?? current, hourType: 'work' as const, ...times, reason: 'Ticket gevonden' }
      return one.by(by, '11:30', (write) => editEntry(write, input))
    }
    expect((await refusal(pay(administration, 1))).code).toBe('common.not_found')
    await one.close('10:00', { eventId: newId(), ...absent() })
    expect((await refusal(mend(administration))).code).toBe('common.not_found')
    const week = { kind: 'week' as const, day: '2031-11-25', early: true }
    await one.by(technician, '10:05', (write) => submitPeriod(write, week))
    const { id, version } = await work()
    await one.by(administration, '11:00', (write) =>
      returnLines(write, {
        lines: [
          { kind: 'hours', id, version },
          { kind: 'expense', id: cost.id, version: 2 },
        ],
        remark: 'Een half uur minder',
      }),
    )
    expect((await refusal(pay(planner, 3))).code).toBe('common.not_found')
    expect((await refusal(pay(administration, 2))).code).toBe('common.stale')
    await pay(administration, 3)
    const paid = (await linesOf(one)).find((row) => row.kind === 'expense')
    expect(paid?.netAmount).toBe('5.00')
    expect((await refusal(mend(planner))).code).toBe('common.not_found')
    expect((await refusal(mend(administration, version))).code).toBe('common.stale')
    await mend(administration)
    const labour = async () =>
      (await linesOf(one)).filter((row) => row.kind === 'labour').map(({ netAmount }) => netAmount)
    expect(await labour()).toEqual(['90.00'])
    const told = await one.read((r) =>
      r.db
        .select()
        .from(history)
        .where(and(eq(history.subjectId, id), eq(history.action, 'hours.edit'))),
    )
    expect(told).toMatchObject([
      { actorId: administration.id, reason: 'Ticket gevonden', orderId: (await work()).orderId },
    ])
    await one.by(administration, '11:40', (write) => submitPeriod(write, { ...week, memberId: technician.id }))
    const mended = await work()
    expect(mended).toMatchObject({ state: 'submitted', memberId: technician.id, minutes: 90 })
    // What was approved is what the order bills.
    const lines = [{ kind: 'hours' as const, id, version: mended.version }]
    await one.by(administration, '11:50', (write) => approveLines(write, { lines }))
    expect((await work()).state).toBe('approved')
    expect(await labour()).toEqual(['90.00'])
    expect((await refusal(mend(administration))).code).toBe('common.not_found')
  })
})

describe('closing', () => {
  it('names each thing that is missing', async () => {
    const one = await scene()
    expect((await refusal(one.close('09:00', absent()))).code).toBe('execution.not_started')
    await one.step('arrive', '08:00')
    const problems = await refusal(one.close('09:00', absent()))
    expect(problems).toMatchObject({ code: 'execution.answers_missing', params: { count: 2 } })
    await one.answer('reachable', 'no')
    await one.answer('co', '80')
    const hidden = await refusal(one.close('09:00', absent()))
    expect(hidden.current).toEqual([{ code: 'forms.required', at: 'checklist', fieldId: 'why' }])
    await one.answer('reachable', 'yes', 1)
    expect((await refusal(one.close('09:00', { ...absent(), fileIds: [newId()] }))).code).toBe(
      'execution.files_missing',
    )
    expect((await refusal(one.close('09:00'))).code).toBe('execution.customer_signature')
    expect((await refusal(one.close('09:00', { ...absent(), outcome: 'partly_completed' }))).code).toBe(
      'execution.remaining_work',
    )
    expect((await refusal(one.close('09:00', { outcome: 'no_access' }))).code).toBe('execution.reason')
    await one.close('09:00', absent())
  })

  it('asks the signature that the order type wants', async () => {
    const one = await scene({ signatureRule: 'technician' })
    await worked(one)
    expect((await refusal(one.close('09:00', absent()))).code).toBe('execution.technician_signature')
    const fileId = await one.upload('signature')
    const signed = { id: newId(), signer: 'technician', name: 'Jan', fileId, signedAt: at('09:00') }
    await one.close('09:10', { signatures: [signed] })
    const kept = await one.read((r) => r.db.select().from(signatures).where(eq(signatures.visitId, one.visitId)))
    expect(kept).toMatchObject([{ signer: 'technician', name: 'Jan', fileId }])
    const none = await scene({ signatureRule: 'none' })
    await worked(none)
    await none.close('09:10')
  })

  it('takes no file that somebody else sent, or that another visit has', async () => {
    const one = await scene({ team: 2 })
    await worked(one)
    const { visitId } = one
    const prepared = await takeUpload(one.organizationId, {
      bytes: await sharp({ create: { width: 40, height: 30, channels: 3, background: '#33a' } })
        .jpeg()
        .toBuffer(),
      name: 'plan.jpg',
    })
    const office = await one.by(one.planner, '09:00', (write) => recordFile(write, prepared, { source: 'office' }))
    const mates = newId()
    await one.by(one.mate, '09:00', (write) =>
      addFieldFile(write, { id: mates, visitId, kind: 'signature', fieldId: '', takenAt: at('08:30') }, prepared),
    )
    const close = (fileId: string) =>
      one.close('09:10', {
        signatures: [{ id: newId(), signer: 'customer', name: 'An Maes', fileId, signedAt: at('09:00') }],
      })
    const spend = (receiptFileId: string, toVisit = visitId) =>
      one.by(one.technician, '09:00', (write) =>
        saveExpense(write, {
          id: newId(),
          visitId: toVisit,
          kind: 'parking',
          description: '',
          grossAmount: '12.10',
          vatRate: '21',
          receiptFileId,
        }),
      )
    for (const fileId of [office, mates]) {
      expect((await refusal(close(fileId))).code).toBe('execution.files_missing')
      expect((await refusal(spend(fileId))).code).toBe('hours.no_receipt')
    }
    const [receipt, signature] = [await one.upload('receipt'), await one.upload('signature')]
    await spend(receipt)
    await close(signature)
    const other = await makeOrder(one.planner)
    const otherVisit = newId()
    await one.by(one.planner, '09:20', (write) =>
      assignOrder(write, { id: otherVisit, orderId: other.id, memberIds: [one.technician.id] }),
    )
    expect((await refusal(spend(receipt, otherVisit))).code).toBe('hours.no_receipt')
    await one.by(one.technician, '09:30', (write) =>
      takeStep(write, { id: newId(), visitId: otherVisit, step: 'arrive', at: at('09:30') }),
    )
    const again = one.by(one.technician, '09:40', (write) =>
      closeVisit(
        write,
        closeInput.parse({
          visitId: otherVisit,
          eventId: newId(),
          at: at('09:40'),
          outcome: 'partly_completed',
          remainingWork: 'Rest',
          signatures: [{ id: newId(), signer: 'customer', name: 'An Maes', fileId: signature, signedAt: at('09:40') }],
        }),
      ),
    )
    expect((await refusal(again)).code).toBe('execution.files_missing')
  })

  it('turns everything recorded into lines, once however often it is sent', async () => {
    const one = await scene()
    await worked(one)
    const { visitId } = one
    const material = {
      id: newId(),
      visitId,
      productId: one.gasketId,
      description: '',
      quantity: '2',
      kind: 'material' as const,
      billing: 'included' as const,
    }
    const extra = {
      id: newId(),
      visitId,
      description: 'Radiatorkraan vervangen',
      quantity: '0.5',
      kind: 'labour' as const,
      billing: 'extra' as const,
    }
    await one.by(one.technician, '09:00', (write) => saveMaterial(write, material))
    const wrong = newId()
    await one.by(one.technician, '09:00', (write) => saveMaterial(write, { ...material, id: wrong }))
    await one.by(one.technician, '09:00', (write) => removeMaterial(write, { id: wrong, version: 1 }))
    await one.by(one.technician, '09:00', (write) => saveMaterial(write, extra))
    const receiptFileId = await one.upload('receipt')
    await one.by(one.technician, '09:00', (write) =>
      saveExpense(write, {
        id: newId(),
        visitId,
        kind: 'parking',
        description: '',
        grossAmount: '12.10',
        vatRate: '21',
        receiptFileId,
      }),
    )
    const closing = { eventId: newId(), ...absent() }
    await Promise.all([one.close('10:00', closing), one.close('10:00', closing)])
    await one.close('10:01', closing)
    const lines = await linesOf(one)
    expect(lines.map((line) => [line.kind, line.billing, line.quantity, line.doneQuantity, line.netAmount])).toEqual([
      ['travel', 'included', '1.000', '1.000', '45.00'],
      // Two hours on the clock, of which half an hour is billed as extra work.
      ['labour', 'included', '1.500', '2.000', '90.00'],
      ['material', 'included', '2.000', '2.000', '15.00'],
      ['labour', 'extra', '0.500', '0.500', '30.00'],
      ['expense', 'included', '1.000', '1.000', '10.00'],
    ])
    const [order] = await one.read((r) => r.db.select().from(orders).where(eq(orders.id, one.order.id)))
    expect(order).toMatchObject({ status: 'executed', visitState: 'done', unbilledAmount: '190.00' })
    expect((await refusal(one.by(one.technician, '10:05', (write) => saveMaterial(write, material)))).code).toBe(
      'hours.closed',
    )
  })

  it('brings a partly done order and a closed door back to the backlog, with what is left', async () => {
    const one = await scene()
    await worked(one)
    await one.close('10:00', { ...absent(), outcome: 'partly_completed', remainingWork: 'Klep vervangen' })
    const orderOf = async ({ read, order }: Scene) =>
      (await read((r) => r.db.select().from(orders).where(eq(orders.id, order.id))))[0]
    expect(await orderOf(one)).toMatchObject({
      status: 'accepted',
      visitState: 'needs_visit',
      remainingWork: 'Klep vervangen',
    })
    expect((await linesOf(one)).length).toBe(2)
    const shut = await scene()
    await shut.step('travel', '07:40')
    await shut.close('08:10', { outcome: 'no_access', noAccessReason: 'Niemand thuis' })
    expect(await orderOf(shut)).toMatchObject({ visitState: 'needs_visit' })
    expect((await linesOf(shut)).map((line) => line.kind)).toEqual(['travel'])
  })

  it('is for the leader of the team', async () => {
    const one = await scene({ team: 2 })
    await worked(one)
    expect(await refusal(one.close('10:00', absent(), one.mate))).toMatchObject({ code: 'execution.leader_closes' })
  })
})

describe('what belongs to somebody else', () => {
  it('is not there for another technician, nor for another company', async () => {
    const one = await scene()
    await worked(one)
    const other = await scene()
    const tried: ((write: Write) => Promise<unknown>)[] = [
      (write) => takeStep(write, { id: newId(), visitId: one.visitId, step: 'pause', at: at('09:00') }),
      (write) => saveAnswer(write, { id: newId(), visitId: one.visitId, fieldId: 'co', value: '1', at: at('09:00') }),
      (write) => saveNote(write, { id: newId(), visitId: one.visitId, body: 'x', forCustomer: true }),
      (write) =>
        closeVisit(
          write,
          closeInput.parse({
            visitId: one.visitId,
            eventId: newId(),
            at: at('09:00'),
            outcome: 'completed',
            ...absent(),
          }),
        ),
      (write) =>
        saveMaterial(write, {
          id: newId(),
          visitId: one.visitId,
          description: 'x',
          quantity: '1',
          kind: 'material',
          billing: 'included',
        }),
    ]
    for (const stranger of [one.mate, other.technician])
      for (const work of tried) expect((await refusal(one.by(stranger, '09:00', work))).code).toBe('common.not_found')
  })
})

describe('photos', () => {
  it('arrive once, answer their question, and can be taken off', async () => {
    const one = await scene()
    await one.step('arrive', '08:00')
    const id = newId()
    await one.upload('answer', 'plate', id)
    await one.upload('answer', 'plate', id)
    const rows = await one.read((r) => r.db.select().from(documents).where(eq(documents.visitId, one.visitId)))
    expect(rows).toMatchObject([{ id, kind: 'answer', fieldId: 'plate' }])
    const [file] = await one.read((r) => r.db.select().from(files).where(eq(files.id, id)))
    expect(file).toMatchObject({ takenAt: at('08:30'), source: 'field', type: 'image/jpeg' })
    await one.by(one.technician, '09:10', (write) => removeFieldFile(write, id))
    expect((await refusal(one.upload('answer', 'co'))).code).toBe('execution.no_question')
  })
})

describe('the work report', () => {
  it('is sealed and mailed once, says what was done, and can never change', async () => {
    const one = await scene()
    await worked(one)
    await one.upload('photo_before')
    await one.by(one.technician, '09:00', (write) =>
      saveNote(write, { id: newId(), visitId: one.visitId, body: 'Druk opvolgen', forCustomer: true }),
    )
    await one.by(one.technician, '09:00', (write) =>
      saveNote(write, { id: newId(), visitId: one.visitId, body: 'Hond bijt', forCustomer: false }),
    )
    const fileId = await one.upload('signature')
    await one.close('10:00', {
      signatures: [{ id: newId(), signer: 'customer', name: 'An Maes', fileId, signedAt: at('09:58') }],
    })
    const job = systemActor(one.organizationId, 'execution.make_report')
    await Promise.all([makeReport(job, one.visitId), makeReport(job, one.visitId)])
    await makeReport(job, one.visitId)
    const reports = await one.read((r) => r.db.select().from(workReports).where(eq(workReports.visitId, one.visitId)))
    expect(reports).toHaveLength(1)
    const sent = await one.read((r) => r.db.select().from(mails).where(eq(mails.kind, 'execution.report')))
    expect(sent).toMatchObject([{ recipient: 'maes@example.com', attachmentIds: [reports[0]!.fileId] }])
    const papers = await one.read((r) =>
      r.db
        .select()
        .from(documents)
        .where(and(eq(documents.orderId, one.order.id), eq(documents.kind, 'work_report'))),
    )
    expect(papers).toMatchObject([{ withInvoice: true, fileId: reports[0]!.fileId }])
    const bytes = await getBytes(one.organizationId, reports[0]!.sha256)
    const { text } = await extractText(await getDocumentProxy(Uint8Array.from(bytes)), { mergePages: true })
    for (const words of [
      one.order.number,
      'Is de ketel bereikbaar?',
      '12,5 ppm',
      'Druk opvolgen',
      'An Maes',
      'Totaal 2 u 20',
    ])
      expect(text).toContain(words)
    expect(text).not.toContain('Hond bijt')
    await expect(
      writing(job, (write) =>
        write.db.update(workReports).set({ sha256: 'x' }).where(eq(workReports.visitId, one.visitId)),
      ),
    ).rejects.toThrow()
    await expect(pool()`delete from work_reports`).rejects.toThrow()
  })

  it('is offered again however long ago it failed, once, while its order is not invoiced', async () => {
    const one = await scene()
    await worked(one)
    await one.close('10:00', absent())
    const jobs = () =>
      one.read((r) => r.db.execute(sql`select id from pgboss.job where data->>'visitId' = ${one.visitId}`))
    const sweep = () => writing(one.admin, sweepReports, instant('10:00').add({ hours: 24 * 60 }))
    await writing(one.admin, ({ db }) =>
      db.execute(sql`delete from pgboss.job where data->>'visitId' = ${one.visitId}`),
    )
    await sweep()
    await sweep()
    expect(await jobs()).toHaveLength(1)
    await makeReport(systemActor(one.organizationId, 'execution.make_report'), one.visitId)
    await writing(one.admin, ({ db }) =>
      db.execute(sql`delete from pgboss.job where data->>'visitId' = ${one.visitId}`),
    )
    await sweep()
    expect(await jobs()).toHaveLength(0)
  })

  it('is not made while a visit is open', async () => {
    const one = await scene()
    await worked(one)
    await makeReport(systemActor(one.organizationId, 'execution.make_report'), one.visitId)
    const made = await one.read((r) => r.db.select({ n: sql<number>`count(*)::int` }).from(workReports))
    expect(made).toEqual([{ n: 0 }])
  })
})
