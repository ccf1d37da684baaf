import { index, integer, text } from 'drizzle-orm/pg-core'
import { fileSources } from '@/lib/files/rules'
import { instant, tenantTable } from '../columns'

/** Bytes on disk or S3 under their own hash; this row says what they are. Type comes from the content, never from the name. */
export const files = tenantTable(
  'files',
  {
    /** SHA-256 of the stored bytes, hex; also the storage key. */
    sha256: text().notNull(),
    /** SHA-256 of the bytes as they arrived, before re-encoding. */
    originalSha256: text().notNull(),
    sizeBytes: integer().notNull(),
    type: text().notNull(),
    /** As the person called it; only for Content-Disposition. */
    name: text().notNull(),
    source: text({ enum: fileSources }).notNull(),
    width: integer(),
    height: integer(),
    takenAt: instant(),
    actorKind: text().notNull().default('member'),
    actorId: text().notNull().default(''),
  },
  (t) => [index().on(t.organizationId, t.sha256)],
)
