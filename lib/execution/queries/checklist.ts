import 'server-only'
import { and, asc, desc, eq } from 'drizzle-orm'
import { members } from '@/db/schema/auth'
import { formTemplates } from '@/db/schema/forms'
import { agendaEntries } from '@/db/schema/visits'
import type { Read } from '@/lib/auth/actor'
import type { FormField } from '@/lib/forms/rules'

/** The questions of the version the order started with; none without a checklist. */
export async function checklistOf(read: Pick<Read, 'actor' | 'db'>, templateId: string | null): Promise<FormField[]> {
  if (!templateId) return []
  const [template] = await read.db
    .select({ fields: formTemplates.fields })
    .from(formTemplates)
    .where(and(eq(formTemplates.organizationId, read.actor.organizationId), eq(formTemplates.id, templateId)))
  return template?.fields ?? []
}

/** Who goes on a visit, the leader first. */
export function teamOfVisit(read: Pick<Read, 'actor' | 'db'>, visitId: string) {
  return read.db
    .select({ id: members.id, name: members.name, isLeader: agendaEntries.leader })
    .from(agendaEntries)
    .innerJoin(
      members,
      and(eq(members.organizationId, agendaEntries.organizationId), eq(members.id, agendaEntries.memberId)),
    )
    .where(and(eq(agendaEntries.organizationId, read.actor.organizationId), eq(agendaEntries.visitId, visitId)))
    .orderBy(desc(agendaEntries.leader), asc(members.name))
}
