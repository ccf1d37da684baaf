import 'server-only'
import { and, asc, desc, eq, inArray, isNull } from 'drizzle-orm'
import { approvalTemplates } from '@/db/schema/approvals'
import type { Read } from '@/lib/auth/actor'
import type { ApprovalKind } from '../rules'
import type { ApprovalTemplate, TemplateKind } from '../rules/templates'

const columns = {
  id: approvalTemplates.id,
  kind: approvalTemplates.kind,
  about: approvalTemplates.about,
  name: approvalTemplates.name,
  isDefault: approvalTemplates.isDefault,
  subject: approvalTemplates.subject,
  body: approvalTemplates.body,
  version: approvalTemplates.version,
}

/** The company's own words, those that go by themselves first. */
export function listTemplates(read: Read): Promise<ApprovalTemplate[]> {
  return read.db
    .select(columns)
    .from(approvalTemplates)
    .where(and(eq(approvalTemplates.organizationId, read.actor.organizationId), isNull(approvalTemplates.archivedAt)))
    .orderBy(desc(approvalTemplates.isDefault), asc(approvalTemplates.name), asc(approvalTemplates.id))
    .limit(100)
}

/**
 * The words of a mail: those that were chosen, else the company's own of this kind for what is asked about, else its own for
 * both; null means ours. Of an id that is unknown, of another kind or thrown away `missing`.
 */
export async function templateFor(
  read: Read,
  kind: TemplateKind,
  which: { about: ApprovalKind } | { id: string },
): Promise<ApprovalTemplate | 'missing' | null> {
  const isChosen = 'id' in which
  const [found] = await read.db
    .select(columns)
    .from(approvalTemplates)
    .where(
      and(
        eq(approvalTemplates.organizationId, read.actor.organizationId),
        eq(approvalTemplates.kind, kind),
        isNull(approvalTemplates.archivedAt),
        isChosen
          ? eq(approvalTemplates.id, which.id)
          : and(eq(approvalTemplates.isDefault, true), inArray(approvalTemplates.about, [which.about, 'both'])),
      ),
    )
    .orderBy(asc(eq(approvalTemplates.about, 'both')))
    .limit(1)
  return found ?? (isChosen ? 'missing' : null)
}
