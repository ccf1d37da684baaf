import ical, { ICalAttendeeRole, ICalAttendeeStatus, ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import { type Letter, renderLetter } from '@/lib/mail/letter'
import { intlLocale } from '@/lib/money'
import { documentText } from '@/lib/text'
import { addMinutes, Temporal } from '@/lib/time'
import type { LeaveKind } from './rules'
import type { Arrival } from './rules/arrival'

/** What a customer is told about a visit: planned for the first time, at another time, at the time he picked, or nobody comes. */
export type Told = 'planned' | 'moved' | 'picked' | 'cancelled'

export type AppointmentFacts = {
  organization: { name: string; email: string; colour: string; contact: string; timeZone: string; slug: string }
  visitId: string
  orderNumber: string
  orderTitle: string
  /** In the customer's language. */
  orderType: string
  startAt: string
  endAt: string
  arrival: Arrival
  /** Whether the page behind the link takes an answer. */
  canAnswer: boolean
  /** First name of who leads the visit. */
  technician: string
  address: string
  customer: { name: string; email: string }
  locale: string
  /** Grows with everything the customer is told, so that a calendar replaces what it had. */
  sequence: number
}

/** `dinsdag 24 november 2026`, and `13:00` or `tussen 13:00 en 14:00`, in the customer's language and the company's time. */
export function appointmentWords(facts: AppointmentFacts): { day: string; time: string } {
  const { timeZone } = facts.organization
  const t = documentText(facts.locale, 'visits')
  const language =
    facts.locale === 'nl' ? 'nl-BE' : facts.locale === 'fr' ? 'fr-BE' : facts.locale === 'de' ? 'de-BE' : 'en-GB'
  const at = (instant: string) => new Date(instant)
  const clock = new Intl.DateTimeFormat(language, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const day = new Intl.DateTimeFormat(language, { timeZone, dateStyle: 'full' }).format(at(facts.startAt))
  const { from, to, part } = facts.arrival
  const between = t('between', { from: clock.format(at(from)), to: clock.format(at(to)) })
  if (part) return { day, time: `${t(`parts.${part}`)}, ${between}` }
  return { day, time: from === to ? clock.format(at(facts.startAt)) : between }
}

/** The mail to the customer, with its calendar part. `was` is the day and time the customer had in mind before. */
export function appointmentMail(
  facts: AppointmentFacts,
  told: Told,
  url: string,
): { subject: string; html: string; text: string; calendar: string } {
  const t = documentText(facts.locale, 'visits')
  const { day, time } = appointmentWords(facts)
  const letter: Letter = {
    organization: facts.organization,
    locale: facts.locale,
    heading: t(`${told}.heading`),
    paragraphs: [t('greeting', { name: facts.customer.name }), t(`${told}.text`, { company: facts.organization.name })],
    facts: [
      { label: t('day'), value: day },
      { label: t('time'), value: time },
      ...(told === 'cancelled' || !facts.technician ? [] : [{ label: t('technician'), value: facts.technician }]),
      { label: t('address'), value: facts.address },
      { label: t('work'), value: [facts.orderType, facts.orderTitle].filter(Boolean).join(' · ') },
      { label: t('reference'), value: facts.orderNumber },
    ],
    button: told === 'cancelled' ? undefined : { label: t('open'), url },
    closing: t(told !== 'cancelled' && facts.canAnswer ? 'answer' : `${told}.closing`),
  }
  return {
    subject: t(`${told}.subject`, { company: facts.organization.name, day, number: facts.orderNumber }),
    ...renderLetter(letter),
    calendar: appointmentCalendar(facts, told, url),
  }
}

/**
 * The appointment for the customer's calendar (RFC 5545, iTIP of RFC 5546): the same UID always, SEQUENCE growing, times in
 * UTC so that every calendar shows them right in its own zone. The arrival window is the start; the end is the planned end.
 * A download is published instead of sent as an invitation: its reader is not asked to answer.
 */
export function appointmentCalendar(facts: AppointmentFacts, told: Told, url: string, isDownload = false): string {
  const t = documentText(facts.locale, 'visits')
  const { day, time } = appointmentWords(facts)
  const window = facts.arrival
  const later = Temporal.Instant.compare(Temporal.Instant.from(window.to), Temporal.Instant.from(facts.endAt)) > 0
  const calendar = ical({
    prodId: { company: 'Werkstroom', product: 'Werkstroom', language: facts.locale.toUpperCase() },
    method: isDownload
      ? ICalCalendarMethod.PUBLISH
      : told === 'cancelled'
        ? ICalCalendarMethod.CANCEL
        : ICalCalendarMethod.REQUEST,
  })
  const event = calendar.createEvent({
    id: `${facts.visitId}@werkstroom`,
    sequence: facts.sequence,
    stamp: new Date(),
    start: new Date(window.from),
    end: new Date(later ? addMinutes(window.to, 15) : facts.endAt),
    summary: `${facts.organization.name}: ${facts.orderType}`,
    description: [t('calendar', { company: facts.organization.name, day, time }), facts.orderNumber, url]
      .filter(Boolean)
      .join('\n'),
    location: facts.address,
    status: told === 'cancelled' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    organizer: { name: facts.organization.name, email: facts.organization.email || 'afspraken@werkstroom.invalid' },
  })
  if (facts.customer.email && !isDownload) {
    event.createAttendee({
      name: facts.customer.name,
      email: facts.customer.email,
      rsvp: false,
      role: ICalAttendeeRole.REQ,
      status: ICalAttendeeStatus.ACCEPTED,
    })
  }
  return calendar.toString()
}

export type TeamFacts = {
  organization: { name: string; colour: string; contact: string; timeZone: string }
  locale: string
  what: 'planned' | 'moved' | 'cancelled'
  name: string
  customer: string
  address: string
  orderNumber: string
  orderTitle: string
  startAt: string | null
  endAt: string | null
  wasStartAt: string | null
  url: string
}

/** The mail to a technician about something near: in his own language, short. */
export function teamMail(facts: TeamFacts): { subject: string; html: string; text: string } {
  const t = documentText(facts.locale, 'visits')
  const language = facts.locale === 'fr' ? 'fr-BE' : facts.locale === 'en' ? 'en-GB' : 'nl-BE'
  const format = new Intl.DateTimeFormat(language, {
    timeZone: facts.organization.timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const when =
    facts.startAt && facts.endAt ? format.formatRange(new Date(facts.startAt), new Date(facts.endAt)) : t('team.noTime')
  const letter: Letter = {
    organization: facts.organization,
    locale: facts.locale,
    heading: t(`team.${facts.what}`),
    paragraphs: [t('team.greeting', { name: facts.name })],
    facts: [
      { label: t('time'), value: when },
      ...(facts.wasStartAt ? [{ label: t('team.before'), value: format.format(new Date(facts.wasStartAt)) }] : []),
      { label: t('team.customer'), value: facts.customer },
      { label: t('address'), value: facts.address },
      { label: t('work'), value: `${facts.orderNumber} · ${facts.orderTitle}` },
    ],
    button: facts.what === 'cancelled' ? undefined : { label: t('team.open'), url: facts.url },
  }
  return { subject: `${t(`team.${facts.what}`)}: ${facts.customer}, ${when}`, ...renderLetter(letter) }
}

export type LeaveAnswerFacts = {
  organization: { name: string; colour: string; contact: string; timeZone: string }
  /** The member's own language. */
  locale: string
  name: string
  kind: LeaveKind
  isGranted: boolean
  /** Why not. */
  reason: string
  decidedBy: string
  startAt: string
  endAt: string
  url: string
}

/** The answer to who asked for leave: granted, or why not. */
export function leaveAnswerMail(facts: LeaveAnswerFacts): { subject: string; html: string; text: string } {
  const t = documentText(facts.locale, 'visits')
  const answer = facts.isGranted ? 'granted' : 'declined'
  const format = new Intl.DateTimeFormat(intlLocale(facts.locale), {
    timeZone: facts.organization.timeZone,
    dateStyle: 'full',
    timeStyle: 'short',
  })
  const when = format.formatRange(new Date(facts.startAt), new Date(facts.endAt))
  const letter: Letter = {
    organization: facts.organization,
    locale: facts.locale,
    heading: t(`leave.${answer}`),
    paragraphs: [
      t('leave.greeting', { name: facts.name }),
      t(`leave.${answer}Text`, { kind: facts.kind, who: facts.decidedBy }),
      ...(facts.reason ? [t('leave.reason', { reason: facts.reason })] : []),
    ],
    facts: [{ label: t('leave.when'), value: when }],
    button: { label: t('leave.open'), url: facts.url },
  }
  return { subject: `${t(`leave.${answer}`)}: ${when}`, ...renderLetter(letter) }
}
