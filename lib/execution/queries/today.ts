import 'server-only'
import type { Read } from '@/lib/auth/actor'
import { addDays, type DayText, dayIn } from '@/lib/time'
import { visitsOfMember } from '@/lib/visits/queries/visits'
import { daysAhead, isOpen } from '@/lib/visits/rules'

/**
 * The technician's own visits: today and the six days after it, those still without a time, and of the last week what was
 * never closed.
 */
export async function myDays(read: Read, today: DayText, timeZone: string) {
  const found = await visitsOfMember(read, read.actor.id, addDays(today, -7), addDays(today, daysAhead))
  return found
    .filter((visit) => visit.status !== 'cancelled')
    .map((visit) => ({
      id: visit.id,
      day: visit.startAt ? dayIn(timeZone, visit.startAt) : null,
      startAt: visit.startAt,
      endAt: visit.endAt,
      durationMinutes: visit.durationMinutes,
      status: visit.status,
      isLeader:
        visit.team.some(({ id, leader }) => leader && id === read.actor.id) || !visit.team.some((m) => m.leader),
      title: visit.order.title,
      number: visit.order.number,
      type: visit.type.name,
      customer: visit.customer.name,
      street: `${visit.site.street} ${visit.site.houseNumber}`.trim(),
      city: visit.site.city,
    }))
    .filter((visit) => visit.day === null || visit.day >= today || isOpen(visit.status))
}
