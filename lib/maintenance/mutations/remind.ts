import 'server-only'
import { and, eq, gte, isNull, lte } from 'drizzle-orm'
import { assets } from '@/db/schema/assets'
import { contacts, customers, sites } from '@/db/schema/customers'
import { maintenanceOccurrences, maintenancePlans } from '@/db/schema/maintenance'
import type { Write } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { record } from '@/lib/history/mutations'
import { enqueue } from '@/lib/jobs/mutations'
import { noJob } from '@/lib/jobs/queues'
import { queueMail } from '@/lib/mail/mutations/queue'
import { addDays, dayIn } from '@/lib/time'
import { reminderLetter } from '../mail'
import { mustRemind } from '../rules'

/** Offers a job for every customer who is to hear of maintenance now; also those missed while the server was down. */
export async function findReminders(write: Write): Promise<void> {
  const { settings, timeZone } = await organizationOf(write)
  const today = dayIn(timeZone, write.now)
  const due = await write.db
    .select({ id: maintenanceOccurrences.id })
    .from(maintenanceOccurrences)
    .innerJoin(
      maintenancePlans,
      and(
        eq(maintenancePlans.organizationId, maintenanceOccurrences.organizationId),
        eq(maintenancePlans.id, maintenanceOccurrences.planId),
        eq(maintenancePlans.remind, 'yes'),
      ),
    )
    .innerJoin(
      customers,
      and(eq(customers.organizationId, maintenancePlans.organizationId), eq(customers.id, maintenancePlans.customerId)),
    )
    .leftJoin(
      assets,
      and(eq(assets.organizationId, maintenancePlans.organizationId), eq(assets.id, maintenancePlans.assetId)),
    )
    .where(
      and(
        eq(maintenanceOccurrences.organizationId, write.actor.organizationId),
        eq(maintenanceOccurrences.status, 'due'),
        isNull(customers.archivedAt),
        isNull(assets.retiredAt),
        isNull(maintenanceOccurrences.remindedAt),
        gte(maintenanceOccurrences.dueOn, today),
        lte(maintenanceOccurrences.dueOn, addDays(today, settings.maintenanceReminderDays)),
        noJob('maintenance.remind', 'occurrenceId', maintenanceOccurrences.id),
      ),
    )
    .limit(500)
  for (const { id } of due) await enqueue(write, 'maintenance.remind', { occurrenceId: id })
}

/**
 * Tells the customer once that maintenance is due; without an address it is only noted, so that nobody waits for it. What was
 * switched off, ended, retired or archived since the job was made is left alone.
 */
export async function remindCustomer(write: Write, occurrenceId: string): Promise<void> {
  const { actor, db } = write
  const [found] = await db
    .select({ occurrence: maintenanceOccurrences, plan: maintenancePlans })
    .from(maintenanceOccurrences)
    .innerJoin(
      maintenancePlans,
      and(
        eq(maintenancePlans.organizationId, maintenanceOccurrences.organizationId),
        eq(maintenancePlans.id, maintenanceOccurrences.planId),
      ),
    )
    .where(
      and(eq(maintenanceOccurrences.organizationId, actor.organizationId), eq(maintenanceOccurrences.id, occurrenceId)),
    )
    .for('update', { of: maintenanceOccurrences })
  if (!found) return
  const { occurrence, plan } = found
  const organization = await organizationOf(write)
  const today = dayIn(organization.timeZone, write.now)
  if (!mustRemind(occurrence, today, organization.settings.maintenanceReminderDays)) return
  if (plan.remind !== 'yes' || plan.endedAt) return
  const about = await recipient(write, plan)
  if (about?.isGone) return
  if (about?.email) {
    const letter = reminderLetter({ organization, ...about, name: plan.name, dueOn: occurrence.dueOn })
    await queueMail(write, {
      kind: 'maintenance.reminder',
      uniqueKey: `maintenance.reminder:${occurrence.id}:${occurrence.dueOn}`,
      to: about.email,
      toName: about.customer,
      replyTo: organization.email,
      ...letter,
      about: ['maintenance_plan', plan.id],
    })
  }
  await db
    .update(maintenanceOccurrences)
    .set({ remindedAt: write.now.toString() })
    .where(
      and(
        eq(maintenanceOccurrences.organizationId, actor.organizationId),
        eq(maintenanceOccurrences.id, occurrence.id),
      ),
    )
  await record(write, {
    subject: ['maintenance_plan', plan.id],
    action: about?.email ? 'maintenance.remind' : 'maintenance.no_address',
    params: { name: plan.name, due: occurrence.dueOn },
    customerId: plan.customerId,
  })
}

/** Who is told: a contact that receives appointments, else the customer; with what the mail says about where and what. */
async function recipient(write: Write, plan: typeof maintenancePlans.$inferSelect) {
  const { organizationId } = write.actor
  const [row] = await write.db
    .select({ customer: customers, site: sites, asset: assets })
    .from(customers)
    .innerJoin(sites, and(eq(sites.organizationId, customers.organizationId), eq(sites.id, plan.siteId)))
    .leftJoin(
      assets,
      and(eq(assets.organizationId, customers.organizationId), eq(assets.id, plan.assetId ?? plan.siteId)),
    )
    .where(and(eq(customers.organizationId, organizationId), eq(customers.id, plan.customerId)))
  if (!row) return null
  const people = await write.db
    .select({ email: contacts.email, locale: contacts.locale, receives: contacts.receives, name: contacts.name })
    .from(contacts)
    .where(
      and(
        eq(contacts.organizationId, organizationId),
        eq(contacts.customerId, plan.customerId),
        isNull(contacts.archivedAt),
      ),
    )
  const contact = people.find((one) => one.email && one.receives.includes('appointments'))
  const { customer, site, asset } = row
  return {
    isGone: customer.archivedAt !== null || (asset !== null && asset.retiredAt !== null),
    email: contact?.email || customer.email,
    locale: contact?.locale ?? customer.locale,
    customer: contact?.name ?? customer.name,
    asset: asset ? [asset.type, asset.make, asset.model].filter(Boolean).join(' ') : '',
    address: `${site.street} ${site.houseNumber}, ${site.postalCode} ${site.city}`,
  }
}
