import type { Actor } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { createOrder } from '@/lib/orders/mutations/create'
import type { Agreement } from '@/lib/orders/rules'
import { addDays, addMinutes, type DayText, dayIn, instantAt, instantOf, Temporal } from '@/lib/time'
import { assignOrder } from '@/lib/visits/mutations/assign'
import type { DemoCompany, DemoCustomer, OrderKind } from './demo-company'
import type { Dice, Story } from './demo-story'
import { type DemoVisit, longest, type Materials, type Things, tellVisit } from './demo-visit'
import { work } from './demo-words'

const slots = ['08:00', '10:15', '13:00', '15:00']

export type DemoOrder = {
  id: string
  customer: DemoCustomer
  day: DayText
  kind: string
  done: boolean
  technicianId: string
  /** As it stands in the agenda. */
  planned: { from: string; to: string }
  /** From leaving for it to leaving it; open while it runs, null while it is still to come. */
  worked: { from: string; to: string | null } | null
}

export type Month = {
  company: DemoCompany
  customers: DemoCustomer[]
  kinds: OrderKind[]
  materials: Materials
  roll: Dice
  story: Story
  now: string
  today: DayText
  /** Share of the slots that are taken. */
  busy: number
}

const onTheRoad = 6

/** Half an hour ago, or midnight. */
function halfHourAgo({ company, today, now }: Month): string {
  const at = instantOf(now).subtract({ minutes: 30 }).round({ smallestUnit: 'minute', roundingMode: 'floor' })
  return dayIn(company.timeZone, at) === today ? at.toString() : instantAt(company.timeZone, today)
}

/** The visits of a month around today, put in the story, which alone does something once it is told. Returns the orders. */
export function planMonth(month: Month, things: Things): DemoOrder[] {
  const { company, roll, today } = month
  const told: DemoOrder[] = []
  for (let offset = -25; offset <= 12; offset++) {
    const day = addDays(today, offset)
    const isWeekend = Temporal.PlainDate.from(day).dayOfWeek > 5
    for (const [index, technician] of company.technicians.entries()) {
      // One is on duty at weekends; the demo technician always has a day to show.
      // Another is on the road whenever the demo is loaded, also at night.
      const works = offset === 0 ? index === 0 || (!isWeekend && index !== onTheRoad) : !isWeekend
      const part = offset === 0 && index === 0 ? 0.9 : offset < -7 ? month.busy * 0.75 : month.busy
      for (const slot of works ? slots : [])
        if (roll.chance(part)) {
          const startAt = instantAt(company.timeZone, day, slot)
          told.push(planOne(month, technician, day, startAt, things, told.length))
        }
    }
  }
  const busyNow = company.technicians[onTheRoad]
  if (busyNow) told.push(planOne(month, busyNow, today, halfHourAgo(month), things, told.length))
  return told
}

function planOne(
  month: Month,
  technician: Actor,
  day: DayText,
  startAt: string,
  things: Things,
  index: number,
): DemoOrder {
  const { company, roll, story, now } = month
  const planner = company.actorOf('planner')
  const customer = roll.one(month.customers)
  const kind = roll.chance(0.45)
    ? kindOf(month, 'Onderhoud')
    : roll.chance(0.6)
      ? kindOf(month, 'Storing')
      : roll.one(month.kinds)
  const [title, description] = roll.one(work[kind.name] ?? [['Werk', '']])
  const minutes = Math.min(kind.durationMinutes, 105)
  const planned = { from: startAt, to: addMinutes(startAt, minutes) }
  const order = { id: newId(), visitId: newId() }
  const made = addMinutes(startAt, -60 * (20 + roll.below(100)))
  const before = (instant: string) => (instant < now ? instant : addMinutes(now, -30 - roll.below(600)))
  const created = before(made)
  story.at(created, planner, (write) =>
    createOrder(write, {
      id: order.id,
      orderTypeId: kind.id,
      customerId: customer.id,
      siteId: customer.siteId,
      assetId: kind.name === 'Plaatsing' ? null : customer.assetId,
      title,
      description,
      priority: kind.name === 'Storing' && roll.chance(0.3) ? 'urgent' : 'normal',
      dueOn: kind.name === 'Keuring' ? addDays(day, 5) : null,
      durationMinutes: minutes,
      ...agreementFor(kind.name, month.customers.indexOf(customer), index, day),
      lines: kind.name === 'Plaatsing' ? [plannedLine(month)] : [],
    }),
  )
  story.at(addMinutes(created, 10), planner, (write) =>
    assignOrder(write, {
      id: order.visitId,
      orderId: order.id,
      memberIds: [technician.id],
      startAt,
      endAt: planned.to,
    }),
  )
  const until = outcomeAt(startAt, minutes, month)
  let worked: DemoOrder['worked'] = null
  if (until) {
    const visit: DemoVisit = {
      visitId: order.visitId,
      technician,
      startAt,
      minutes,
      fields: kind.checklist?.fields ?? [],
      customerName: customer.name,
      signer: kind.signatureRule === 'technician' ? 'technician' : 'customer',
      until,
    }
    worked = tellVisit(story, roll, visit, things)
  }
  return {
    id: order.id,
    customer,
    day,
    kind: kind.name,
    done: until === 'completed',
    technicianId: technician.id,
    planned,
    worked,
  }
}

/** An installation was quoted, now and then too low; every third customer has a contract for maintenance, few without a price. */
function agreementFor(kind: string, customer: number, index: number, day: DayText): Partial<Agreement> {
  if (kind === 'Plaatsing')
    return {
      agreedBasis: 'quote',
      agreedReference: `OFF-${day.slice(0, 4)}-${String(100 + index).padStart(4, '0')}`,
      agreedAmount: ['290.00', '345.00', '410.00'][index % 3] ?? null,
    }
  if (kind !== 'Onderhoud' || customer % 3 !== 0) return {}
  return {
    agreedBasis: 'contract',
    agreedReference: `OC-${1000 + customer}`,
    agreedAmount: customer % 12 === 0 ? null : '125.00',
  }
}

/** What has become of a visit by now: the past is done, with a few that went otherwise; what should be running runs. */
function outcomeAt(startAt: string, minutes: number, { roll, now }: Month): DemoVisit['until'] | null {
  const end = addMinutes(startAt, Math.min(minutes + 25, longest))
  if (end < now) return roll.chance(0.93) ? 'completed' : roll.chance(0.6) ? 'partly_completed' : 'no_access'
  if (addMinutes(startAt, 10) < now) return 'working'
  return addMinutes(startAt, -20) < now ? 'travelling' : null
}

function kindOf(month: Month, name: string): OrderKind {
  const found = month.kinds.find((kind) => kind.name === name)
  if (!found) throw new Error(`no order type ${name}`)
  return found
}

/** Material that an installation was agreed with. */
export function plannedLine({ roll, materials }: Month) {
  const material = roll.one(materials)
  return {
    kind: 'material' as const,
    productId: material.id,
    description: material.name,
    unit: material.unit,
    quantity: '1',
    unitPrice: '148.00',
  }
}
