import 'server-only'
import { and, arrayContains, between, desc, eq, lt } from 'drizzle-orm'
import { members } from '@/db/schema/auth'
import { unbilledWeeks } from '@/db/schema/reports'
import type { Write } from '@/lib/auth/actor'
import { saveSettings } from '@/lib/auth/mutations/settings'
import { type FullOrganization, organizationOf } from '@/lib/auth/queries'
import { env } from '@/lib/env'
import { newId } from '@/lib/ids'
import { queueMail } from '@/lib/mail/mutations/queue'
import { addDays, dayIn, daysBetween, weekStart } from '@/lib/time'
import { letterhead } from '@/lib/visits/queries/appointment'
import type { WeeklyMail } from '../input'
import { weeklyLetter } from '../mail'
import { unbilledSummary } from '../queries/unbilled'
import { weeklyDueOn } from '../rules'

/**
 * On which day of the week the owner is mailed what is not invoiced yet (0: never). It counts from today: a day that was
 * chosen later in the week does not catch up. Refuses common.stale with what stands.
 */
export async function saveWeeklyMail(
  write: Write,
  { version, unbilledMailDay }: WeeklyMail,
): Promise<{ version: number }> {
  const { timeZone, settings } = await organizationOf(write)
  const unbilledMailFrom =
    unbilledMailDay === settings.unbilledMailDay ? settings.unbilledMailFrom : dayIn(timeZone, write.now)
  return saveSettings(write, { unbilledMailDay, unbilledMailFrom }, version)
}

/**
 * The day whose mail is due and not sent yet; null when there is none. Each week has one, whatever day is chosen after it went;
 * missed for a whole week, it goes with the next one, which is due today. For the sweep of every minute: two small reads.
 */
export async function weeklyMailDue(
  { actor, db, now }: Write,
  { timeZone, settings }: Pick<FullOrganization, 'timeZone' | 'settings'>,
): Promise<string | null> {
  const dueOn = weeklyDueOn(timeZone, now, settings.unbilledMailDay)
  if (dueOn === null || dueOn < settings.unbilledMailFrom || daysBetween(dueOn, dayIn(timeZone, now)) >= 7) return null
  const monday = weekStart(dueOn)
  const [sent] = await db
    .select({ id: unbilledWeeks.id })
    .from(unbilledWeeks)
    .where(
      and(
        eq(unbilledWeeks.organizationId, actor.organizationId),
        between(unbilledWeeks.dueOn, monday, addDays(monday, 6)),
      ),
    )
    .limit(1)
  return sent ? null : dueOn
}

/**
 * The weekly mail to every administrator, when it is due: sums by reason, the oldest, and what changed since the last one.
 * After an outage the newest one goes, late. The week's row is written with the mails: two rounds at once send one.
 */
export async function mailWeek(write: Write): Promise<void> {
  const organization = await organizationOf(write)
  const dueOn = await weeklyMailDue(write, organization)
  if (dueOn === null) return
  const { organizationId } = write.actor
  const today = dayIn(organization.timeZone, write.now)
  const summary = await unbilledSummary(write, today)
  const made = await write.db
    .insert(unbilledWeeks)
    .values({ organizationId, id: newId(), dueOn, amount: summary.amount, groups: summary.groups })
    .onConflictDoNothing()
    .returning({ id: unbilledWeeks.id })
  if (made.length === 0) return
  const [before] = await write.db
    .select()
    .from(unbilledWeeks)
    .where(and(eq(unbilledWeeks.organizationId, organizationId), lt(unbilledWeeks.dueOn, dueOn)))
    .orderBy(desc(unbilledWeeks.dueOn))
    .limit(1)
  const owners = await write.db
    .select({ id: members.id, name: members.name, email: members.email, locale: members.locale })
    .from(members)
    .where(
      and(
        eq(members.organizationId, organizationId),
        eq(members.active, true),
        arrayContains(members.roles, ['admin']),
      ),
    )
    .orderBy(members.id)
  for (const owner of owners)
    await queueMail(write, {
      kind: 'reports.weekly',
      uniqueKey: `reports.weekly:${dueOn}:${owner.id}`,
      to: owner.email,
      toName: owner.name,
      ...weeklyLetter({
        organization: letterhead(organization),
        locale: owner.locale,
        name: owner.name.split(' ')[0] ?? owner.name,
        today,
        summary,
        before: before ?? null,
        url: `${env.APP_URL}/unbilled`,
      }),
    })
}
