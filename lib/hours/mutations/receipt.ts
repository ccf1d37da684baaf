import 'server-only'
import { and, eq, inArray, type SQL } from 'drizzle-orm'
import { files } from '@/db/schema/files'
import { expenses } from '@/db/schema/hours'
import type { Write } from '@/lib/auth/actor'
import { Refused } from '@/lib/refused'

/**
 * A receipt is what this member, or who books for them, has sent, and the proof of nothing else: `elsewhere` says which
 * other expenses those are. Refused: hours.no_receipt.
 */
export async function refuseReceipt(
  write: Write,
  receipt: { fileId: string; memberId: string; elsewhere: SQL },
): Promise<void> {
  const { organizationId } = write.actor
  const [[file], [other]] = await Promise.all([
    write.db
      .select({ id: files.id })
      .from(files)
      .where(
        and(
          eq(files.organizationId, organizationId),
          eq(files.id, receipt.fileId),
          inArray(files.source, ['field', 'office']),
          eq(files.actorKind, 'member'),
          inArray(files.actorId, [receipt.memberId, write.actor.id]),
        ),
      ),
    write.db
      .select({ id: expenses.id })
      .from(expenses)
      .where(
        and(eq(expenses.organizationId, organizationId), eq(expenses.receiptFileId, receipt.fileId), receipt.elsewhere),
      )
      .limit(1),
  ])
  if (!file || other) throw new Refused('hours.no_receipt', { fields: { receiptFileId: 'hours.no_receipt' } })
}
