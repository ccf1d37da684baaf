import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import { documentText } from '@/lib/text'
import type { LeaveKind } from '../rules'

/** What stands in somebody's agenda, as their own calendar shows it. `sequence` grows with every change. */
export type FeedEvent = {
  uid: string
  sequence: number
  startAt: string
  endAt: string
} & (
  | { leave: LeaveKind }
  | {
      leave: null
      customer: string
      orderType: string
      orderNumber: string
      orderTitle: string
      address: string
      city: string
      /** Whom to call on site. */
      contact: string
      url: string
    }
)

export type FeedFacts = { company: string; name: string; locale: string; events: FeedEvent[] }

/**
 * The agenda as iCalendar (RFC 5545): an UID that stays, SEQUENCE growing, times in UTC. What is no longer in it, calendars
 * take away by themselves. Calendars are shared with others: no access notes, and sickness is just being away.
 */
export function feedCalendar(facts: FeedFacts, now: Date): string {
  const t = documentText(facts.locale, 'visits')
  const calendar = ical({
    prodId: { company: 'Werkstroom', product: 'Werkstroom', language: facts.locale.toUpperCase() },
    name: t('feed.name', { company: facts.company, name: facts.name }),
    method: ICalCalendarMethod.PUBLISH,
    ttl: 15 * 60,
  })
  for (const event of facts.events)
    calendar.createEvent({
      id: event.uid,
      sequence: event.sequence,
      stamp: now,
      start: new Date(event.startAt),
      end: new Date(event.endAt),
      status: ICalEventStatus.CONFIRMED,
      ...(event.leave
        ? { summary: t('feed.leave', { kind: event.leave }) }
        : {
            summary: [event.customer, event.city, event.orderType].filter(Boolean).join(' · '),
            description: [[event.orderNumber, event.orderTitle].filter(Boolean).join(' · '), event.contact, event.url]
              .filter(Boolean)
              .join('\n'),
            location: event.address,
          }),
    })
  return calendar.toString()
}
