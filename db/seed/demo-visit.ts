import type { Actor, Write } from '@/lib/auth/actor'
import type { SignatureInput } from '@/lib/execution/input'
import { saveAnswer } from '@/lib/execution/mutations/answer'
import { closeVisit } from '@/lib/execution/mutations/close'
import { addFieldFile } from '@/lib/execution/mutations/files'
import { saveMaterial, saveNote } from '@/lib/execution/mutations/material'
import { takeStep } from '@/lib/execution/mutations/step'
import type { Outcome } from '@/lib/execution/rules'
import type { Prepared } from '@/lib/files/intake'
import { type Answers, type FormField, visibleFields } from '@/lib/forms/rules'
import { newId } from '@/lib/ids'
import { addMinutes } from '@/lib/time'
import type { Dice, Story } from './demo-story'
import { causes, customerNotes } from './demo-words'

export type Materials = { id: string; name: string; unit: string }[]
/** What is used on site, and drawn beforehand. */
export type Things = { photos: Prepared[]; signatures: Prepared[]; materials: Materials }

export type DemoVisit = {
  visitId: string
  technician: Actor
  startAt: string
  minutes: number
  fields: FormField[]
  customerName: string
  signer: 'customer' | 'technician'
  /** How far it came: on the way, working, or how it ended. */
  until: 'travelling' | 'working' | Outcome
}

/**
 * Minutes after its start at which any visit is over: two slots lie two hours apart, and who goes to the next one leaves up to
 * 26 minutes before it.
 */
export const longest = 93

/** What a technician does on site, tap by tap, at the times it happens. Returns from when to when; while it runs, to no time. */
export function tellVisit(
  story: Story,
  roll: Dice,
  visit: DemoVisit,
  things: Things,
): { from: string; to: string | null } {
  const { visitId, technician, startAt, until } = visit
  const at = (minutes: number) => addMinutes(startAt, minutes)
  const tap = (minutes: number, step: 'travel' | 'arrive') =>
    story.at(at(minutes), technician, (write) => takeStep(write, { id: newId(), visitId, step, at: at(minutes) }))
  const travel = -15 - roll.below(12)
  const from = at(travel)
  tap(travel, 'travel')
  if (until === 'travelling') return { from, to: null }
  const arrived = roll.below(9) - 3
  tap(arrived, 'arrive')
  if (until === 'working') return { from, to: null }
  const left = Math.max(arrived + 15, Math.min(visit.minutes - 10 + roll.below(25), longest))
  if (until === 'no_access') {
    story.at(at(arrived + 12), technician, (write) =>
      closeVisit(write, { ...ending(visit, at(arrived + 12)), noAccessReason: 'Niemand thuis, driemaal gebeld.' }),
    )
    return { from, to: at(arrived + 12) }
  }
  const plan = planned(roll, visit, things)
  story.at(at(left - 6), technician, (write) => fillIn(write, visit, plan, at(left - 6)))
  story.at(at(left), technician, (write) => signOff(write, visit, plan, at(left)))
  return { from, to: at(left) }
}

type Plan = {
  answers: Answers
  photo: Prepared
  signature: Prepared
  material: Materials[number] | null
  extra: boolean
  note: string
  absent: boolean
}

function planned(roll: Dice, visit: DemoVisit, things: Things): Plan {
  return {
    answers: answersFor(roll, visit.fields),
    photo: roll.one(things.photos),
    signature: roll.one(things.signatures),
    material: roll.chance(0.6) ? roll.one(things.materials) : null,
    extra: roll.chance(0.15),
    note: roll.chance(0.5) ? roll.one(customerNotes) : '',
    absent: roll.chance(0.12),
  }
}

function answersFor(roll: Dice, fields: readonly FormField[]): Answers {
  const answers: Answers = {}
  for (const field of fields) {
    if (field.type === 'text') answers[field.id] = `SN-${100_000 + roll.below(800_000)}`
    else if (field.type === 'long_text') answers[field.id] = roll.one(causes)
    else if (field.type === 'yes_no' || field.type === 'yes_no_na')
      answers[field.id] = field.id === 'worn' ? 'no' : 'yes'
    else if (field.type === 'choice') answers[field.id] = field.choices?.[0]?.id ?? null
    else if (field.type === 'number' || field.type === 'measurement') {
      const low = field.minimum ?? 0
      answers[field.id] = (low + ((field.maximum ?? low + 10) - low) * (0.3 + roll.next() * 0.4)).toFixed(1)
    }
  }
  return answers
}

async function fillIn(write: Write, { visitId, fields }: DemoVisit, plan: Plan, at: string): Promise<void> {
  for (const field of visibleFields(fields, plan.answers)) {
    const value = plan.answers[field.id]
    if (field.type === 'photo')
      await addFieldFile(write, { id: newId(), visitId, kind: 'answer', fieldId: field.id, takenAt: at }, plan.photo)
    else if (value) await saveAnswer(write, { id: newId(), visitId, fieldId: field.id, value, at })
  }
  await addFieldFile(write, { id: newId(), visitId, kind: 'photo_after', fieldId: '', takenAt: at }, plan.photo)
  if (plan.material)
    await saveMaterial(write, {
      id: newId(),
      visitId,
      productId: plan.material.id,
      description: plan.material.name,
      unit: plan.material.unit,
      quantity: '1',
      kind: 'material',
      billing: plan.extra ? 'extra' : 'included',
    })
  if (plan.note) await saveNote(write, { id: newId(), visitId, body: plan.note, forCustomer: true })
}

async function signOff(write: Write, visit: DemoVisit, plan: Plan, at: string): Promise<void> {
  const fileId = newId()
  if (!plan.absent || visit.signer === 'technician')
    await addFieldFile(
      write,
      { id: fileId, visitId: visit.visitId, kind: 'signature', fieldId: '', takenAt: at },
      plan.signature,
    )
  await closeVisit(write, {
    ...ending(visit, at),
    remainingWork:
      visit.until === 'partly_completed' ? 'Onderdeel besteld, nog te plaatsen bij een tweede bezoek.' : '',
    signatures: [signature(visit, plan, fileId, at)],
  })
}

function signature(visit: DemoVisit, plan: Plan, fileId: string, signedAt: string): SignatureInput {
  const id = newId()
  if (visit.signer === 'technician')
    return { id, signer: 'technician', name: visit.technician.name, absentReason: '', fileId, signedAt }
  if (plan.absent)
    return { id, signer: 'absent', name: '', absentReason: 'Klant moest vertrekken.', fileId: null, signedAt }
  return { id, signer: 'customer', name: visit.customerName, absentReason: '', fileId, signedAt }
}

function ending({ visitId, until }: DemoVisit, at: string) {
  const outcome: Outcome = until === 'travelling' || until === 'working' ? 'completed' : until
  return {
    visitId,
    eventId: newId(),
    at,
    outcome,
    remainingWork: '',
    noAccessReason: '',
    signatures: [] as SignatureInput[],
    fileIds: [],
  }
}
