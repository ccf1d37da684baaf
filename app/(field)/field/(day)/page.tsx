import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Today } from '@/components/field/today'
import { requirePage } from '@/lib/auth/page'
import { openQuestions } from '@/lib/execution/queries/field'
import { myDay } from '@/lib/execution/queries/my-day'
import { myDays } from '@/lib/execution/queries/today'
import { myHoursWaiting } from '@/lib/hours/queries/waiting'
import { addDays, dayIn, Temporal } from '@/lib/time'
import { myVehicles } from '@/lib/vehicles/queries/board'
import { daysAhead } from '@/lib/visits/rules'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('field.today'))('title') }
}

export default async function TodayPage() {
  const { read, me, organization } = await requirePage('/field')
  const now = Temporal.Now.instant()
  const today = dayIn(organization.timeZone, now)
  const { visits, questions, hours, vehicles, day } = await read(async (r) => ({
    visits: await myDays(r, today, organization.timeZone),
    questions: await openQuestions(r),
    hours: await myHoursWaiting(r, today),
    day: await myDay(r, now),
    vehicles: await myVehicles(r, organization.timeZone, r.actor.id, { from: today, to: addDays(today, daysAhead) }),
  }))
  return (
    <Today
      today={today}
      visits={visits}
      questions={questions}
      hours={hours}
      vehicles={vehicles}
      day={day}
      isOfficeToo={me.roles.some((role) => role !== 'technician')}
    />
  )
}
