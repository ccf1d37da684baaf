import 'server-only'
import type { Read } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { expenseKinds, hourTypes } from '@/lib/hours/rules/entries'
import { dayIn, type Temporal } from '@/lib/time'
import { limits, protocol } from '../rules'
import { productsFor } from './around'
import { type CarriedVisit, carriedVisits } from './carried'
import { cursorOf, differenceOf, type ListName, marksIn, marksOf } from './cursor'
import { memberOfPhone, myDay } from './mine'

/** Everything a phone carries. With a cursor only what changed since: no list that is as it was. */
type Pulled = { cursor: string; visits: CarriedVisit[]; left: string[] } & Partial<CarriedLists>
/** The lists, by their names in the answer. */
export type CarriedLists = Awaited<ReturnType<typeof carriedLists>>

/**
 * What a phone carries: the visits of this member (carriedVisits), each with all that is needed on site, and the lists. With
 * `since`, the cursor of an earlier answer, only what changed, the ids of visits that left, and `unchanged` alone when
 * nothing did.
 */
export async function pull(
  read: Read,
  since: string,
  now: Temporal.Instant,
): Promise<Pulled | { unchanged: true; cursor: string }> {
  const organization = await organizationOf(read)
  const today = dayIn(organization.timeZone, now)
  const visits = await carriedVisits(read, organization.timeZone, { from: today, days: limits.days })
  const lists = await carriedLists(read, organization, { today, visits })
  const marks = marksOf(visits, lists)
  const cursor = cursorOf(marks)
  const difference = differenceOf(marksIn(since), marks)
  if (since && difference.changed.size + difference.left.length + difference.lists.size === 0)
    return { unchanged: true, cursor }
  const changed = Object.entries(lists).filter(([name]) => difference.lists.has(name as ListName))
  return {
    cursor,
    visits: visits.filter(({ id }) => difference.changed.has(id)),
    left: difference.left,
    ...(Object.fromEntries(changed) as Partial<CarriedLists>),
  }
}

async function carriedLists(
  read: Read,
  { timeZone, settings, name, country, locale }: Awaited<ReturnType<typeof organizationOf>>,
  { today, visits }: { today: string; visits: readonly CarriedVisit[] },
) {
  const [products, member, day] = await Promise.all([
    productsFor(read),
    memberOfPhone(read),
    myDay(read, { today, timeZone, visits }),
  ])
  const { dayStart, dayEnd, kilometreRate, extraHolidays, positionDays } = settings
  return {
    products,
    settings: {
      ...{ protocol, organization: name, country, locale, timeZone, hourTypes, expenseKinds },
      ...{ dayStart, dayEnd, kilometreRate, extraHolidays, positionDays },
      daysAhead: limits.days,
    },
    member,
    day,
  }
}
