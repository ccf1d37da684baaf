import 'server-only'
import { eq } from 'drizzle-orm'
import { errorConstraint } from '@/db/client'
import { organizations } from '@/db/schema/auth'
import type { Prepared } from '@/lib/files/intake'
import { recordFile } from '@/lib/files/mutations'
import { record } from '@/lib/history/mutations'
import { changesBetween } from '@/lib/history/rules'
import { announce } from '@/lib/live/mutations'
import { Refused } from '@/lib/refused'
import type { Write } from '../actor'
import type { SaveCompanyInput } from '../input'
import { type OrganizationSettings, settingsOf } from '../rules'
import { depotFollows } from './bases'

type Row = typeof organizations.$inferSelect
const settingNames = [
  'paymentTermDays',
  'invoiceFooter',
  'dayStart',
  'dayEnd',
  'breakStart',
  'breakEnd',
  'extraHolidays',
  'arrivalWindowMinutes',
  'arrivalByPart',
  'appointmentDeeds',
  'appointmentNoticeHours',
  'maintenanceReminderDays',
  'maintenanceReminderText',
] as const satisfies readonly (keyof OrganizationSettings)[]

/**
 * Saves the sections that are given; what is absent stays. Refuses common.stale with what another saved, and
 * auth.slug_taken beside the address.
 */
export async function saveCompany(write: Write, input: SaveCompanyInput): Promise<{ version: number }> {
  const { identity, contact, bank, look, planning, appointments, maintenance } = input
  const row = await lockCompany(write)
  const flat: Record<string, unknown> = {
    ...identity,
    ...contact,
    ...bank,
    ...look,
    ...planning,
    ...appointments,
    ...maintenance,
  }
  if (row.version !== input.version) throw new Refused('common.stale', { current: companyFields(row) })
  const changes = changesBetween(companyFields(row), flat)
  if (changes.length === 0) return { version: row.version }
  const settings: Record<string, unknown> = { ...row.settings }
  const columns: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(flat)) {
    if ((settingNames as readonly string[]).includes(field)) settings[field] = value
    else columns[field] = value
  }
  await update(write, row, { ...columns, settings })
  await depotFollows(write, row, { ...row, ...contact, ...(identity ? { country: identity.country } : {}) })
  await record(write, { subject: ['organization', row.id], action: 'auth.company_changed', changes })
  return { version: row.version + 1 }
}

/** Another logo, or none. The bytes were checked and stored before the transaction. */
export async function setLogo(
  write: Write,
  logo: Prepared | null,
): Promise<{ version: number; fileId: string | null }> {
  const row = await lockCompany(write)
  const logoFileId = logo ? await recordFile(write, logo, { source: 'logo' }) : null
  await update(write, row, { logoFileId })
  await record(write, {
    subject: ['organization', row.id],
    action: logo ? 'auth.logo_set' : 'auth.logo_removed',
    changes: changesBetween<Record<string, unknown>>({ logoFileId: row.logoFileId }, { logoFileId }),
  })
  return { version: row.version + 1, fileId: logoFileId }
}

async function lockCompany({ actor, db }: Write): Promise<Row> {
  const [row] = await db.select().from(organizations).where(eq(organizations.id, actor.organizationId)).for('update')
  if (!row) throw new Error('organization of the actor is gone')
  return row
}

async function update(write: Write, row: Row, values: Partial<Row>): Promise<void> {
  try {
    await write.db
      .update(organizations)
      .set({ ...values, version: row.version + 1 })
      .where(eq(organizations.id, row.id))
  } catch (error) {
    if (errorConstraint(error)?.startsWith('organizations_slug'))
      throw new Refused('common.invalid', { fields: { 'identity.slug': 'auth.slug_taken' } })
    throw error
  }
  await announce(write, 'member', row.id, row.version + 1)
}

/** All that the company can set, flat, by the names of the form's fields. */
export function companyFields(row: Row): Record<string, unknown> & { version: number } {
  const { id, createdAt, demo, settings, ...columns } = row
  const all = settingsOf(settings)
  return { ...columns, ...Object.fromEntries(settingNames.map((name) => [name, all[name]])) }
}
