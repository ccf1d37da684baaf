import 'server-only'
import { and, eq, isNull, ne, sql } from 'drizzle-orm'
import { approvalTemplates } from '@/db/schema/approvals'
import { organizations } from '@/db/schema/auth'
import type { Write } from '@/lib/auth/actor'
import { saveSettings } from '@/lib/auth/mutations/settings'
import { organizationOf } from '@/lib/auth/queries'
import { record } from '@/lib/history/mutations'
import { changesBetween } from '@/lib/history/rules'
import { announce } from '@/lib/live/mutations'
import { documentLocales } from '@/lib/locale'
import { Refused } from '@/lib/refused'
import type { ApprovalSettings, ArchiveTemplate, SaveTemplate } from '../input'
import { type ApprovalTemplate, reminderProblems, templateProblems, unknownPlaceholders } from '../rules/templates'

/**
 * Makes a template or changes one. The one that goes by itself takes that over from the one before
 * for the same requests. Refuses common.not_found,
 * common.stale with what stands, and beside their fields what templateProblems says and approvals.template_exists (`name`).
 */
export async function saveTemplate(write: Write, input: SaveTemplate): Promise<{ id: string; version: number }> {
  const { organizationId } = write.actor
  const { id, version, kind, name, isDefault } = input
  // Two who choose what goes by itself, or the same name, go one after the other.
  await write.db.select().from(organizations).where(eq(organizations.id, organizationId)).for('update')
  const before = version === null ? null : await lockTemplate(write, id, version)
  const about = input.about ?? before?.about ?? 'both'
  // What was never typed is not kept as an empty language.
  const texts = { subject: spoken(input.subject), body: spoken(input.body) }
  const problems = templateProblems(texts)
  if (before && before.kind !== kind) throw new Refused('common.invalid')
  if (await isTaken(write, input)) problems.name = 'approvals.template_exists'
  if (Object.keys(problems).length > 0) {
    const all = [...Object.values(texts.subject), ...Object.values(texts.body)]
    const unknown = [...new Set(all.flatMap(unknownPlaceholders))].join(' ')
    throw new Refused('approvals.template_wrong', { fields: problems, params: { unknown } })
  }
  if (isDefault)
    await write.db
      .update(approvalTemplates)
      .set({ isDefault: false, version: sql`${approvalTemplates.version} + 1` })
      .where(
        and(
          eq(approvalTemplates.organizationId, organizationId),
          eq(approvalTemplates.kind, kind),
          eq(approvalTemplates.about, about),
          eq(approvalTemplates.isDefault, true),
          ne(approvalTemplates.id, id),
        ),
      )
  const row = { about, name, isDefault, ...texts }
  if (before)
    await write.db
      .update(approvalTemplates)
      .set({ ...row, version: before.version + 1 })
      .where(ownTemplate(write, id))
  else {
    const made = await write.db
      .insert(approvalTemplates)
      .values({ organizationId, id, kind, ...row })
      .onConflictDoNothing()
      .returning({ id: approvalTemplates.id })
    if (made.length === 0) throw new Refused('common.stale')
  }
  await record(write, {
    subject: ['approval_templates', organizationId],
    action: before ? 'approvals.template_edited' : 'approvals.template_made',
    params: { name },
    changes: before ? changesBetween(told(before), told(row)) : [],
  })
  await announce(write, 'approval', id)
  return { id, version: (before?.version ?? 0) + 1 }
}

/** Throws a template away; mails that were sent with it stay as they are. Refuses common.not_found and common.stale. */
export async function archiveTemplate(write: Write, { id, version }: ArchiveTemplate): Promise<null> {
  const { name } = await lockTemplate(write, id, version)
  await write.db
    .update(approvalTemplates)
    .set({ archivedAt: write.now.toString(), isDefault: false, version: version + 1 })
    .where(ownTemplate(write, id))
  await record(write, {
    subject: ['approval_templates', write.actor.organizationId],
    action: 'approvals.template_archived',
    params: { name },
  })
  await announce(write, 'approval', id)
  return null
}

/**
 * How long a link works and after how many days a reminder goes by itself; also for what is with a customer now, but for its
 * term. Refuses common.stale with what stands, and what reminderProblems says beside its field.
 */
export async function saveApprovalSettings(write: Write, input: ApprovalSettings): Promise<{ version: number }> {
  const { version, ...settings } = input
  const problems = reminderProblems(settings.approvalReminderDays, settings.approvalLinkDays)
  if (Object.keys(problems).length > 0) throw new Refused('approvals.settings_wrong', { fields: problems })
  const before = (await organizationOf(write)).settings
  const saved = await saveSettings(write, settings, version)
  const changes = changesBetween<Record<string, unknown>>(
    { approvalLinkDays: before.approvalLinkDays, approvalReminderDays: before.approvalReminderDays.join(', ') },
    { approvalLinkDays: settings.approvalLinkDays, approvalReminderDays: settings.approvalReminderDays.join(', ') },
  )
  if (changes.length > 0)
    await record(write, {
      subject: ['approval_templates', write.actor.organizationId],
      action: 'approvals.settings_edited',
      changes,
    })
  return saved
}

function ownTemplate(write: Write, id: string) {
  return and(eq(approvalTemplates.organizationId, write.actor.organizationId), eq(approvalTemplates.id, id))
}

async function lockTemplate(write: Write, id: string, seen: number) {
  const [found] = await write.db.select().from(approvalTemplates).where(ownTemplate(write, id)).for('update')
  if (!found || found.archivedAt) throw new Refused('common.not_found')
  const { version, about, name, isDefault, subject, body } = found
  if (version !== seen)
    throw new Refused('common.stale', { current: { version, about, name, isDefault, subject, body } })
  return found
}

/** Another template of this kind has the name. */
async function isTaken(write: Write, { id, kind, name }: SaveTemplate): Promise<boolean> {
  const [found] = await write.db
    .select({ id: approvalTemplates.id })
    .from(approvalTemplates)
    .where(
      and(
        eq(approvalTemplates.organizationId, write.actor.organizationId),
        eq(approvalTemplates.kind, kind),
        eq(sql`lower(${approvalTemplates.name})`, name.toLowerCase()),
        ne(approvalTemplates.id, id),
        isNull(approvalTemplates.archivedAt),
      ),
    )
    .limit(1)
  return found !== undefined
}

function spoken(texts: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).flatMap(([locale, text]) => (text ? [[locale, text]] : [])))
}

/** As the history shows it: each text by its language. */
function told(
  row: Pick<ApprovalTemplate, 'name' | 'about' | 'isDefault' | 'subject' | 'body'>,
): Record<string, unknown> {
  const texts = (field: string, all: Record<string, string>) =>
    documentLocales.map((locale) => [`${field}_${locale}`, all[locale] ?? ''] as const)
  return Object.fromEntries([
    ['name', row.name],
    ['about', row.about],
    ['isDefault', row.isDefault],
    ...texts('subject', row.subject),
    ...texts('body', row.body),
  ])
}
