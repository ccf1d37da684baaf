import 'server-only'
import { count, eq } from 'drizzle-orm'
import { formTemplates, orderTypes } from '@/db/schema/forms'
import type { Write } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import type { FormKind } from '../rules'
import { asField, standardTypes, words } from '../rules/standard'

/**
 * Gives a company that has no order types its first four (Storing, Onderhoud, Plaatsing, Keuring), named in its own
 * language, with short forms and checklists in three. Does nothing when there are any.
 */
export async function ensureDefaultOrderTypes(write: Write, locale: string): Promise<void> {
  const { actor, db } = write
  const organizationId = actor.organizationId
  const [there] = await db
    .select({ count: count() })
    .from(orderTypes)
    .where(eq(orderTypes.organizationId, organizationId))
  if ((there?.count ?? 0) > 0) return
  const language = locale === 'fr' || locale === 'en' ? locale : 'nl'
  const types = standardTypes.map((one, position) => ({ ...one, id: newId(), position, names: words(one.name) }))
  await db.insert(orderTypes).values(
    types.map(({ id, names, icon, durationMinutes, signatureRule, position }) => ({
      organizationId,
      id,
      name: names[language],
      names,
      icon,
      durationMinutes,
      signatureRule,
      position,
    })),
  )
  const forms = types.flatMap((type) =>
    (['intake', 'checklist'] as const).map((kind: FormKind) => ({
      organizationId,
      id: newId(),
      orderTypeId: type.id,
      kind,
      number: 1,
      fields: type[kind].map(asField),
    })),
  )
  await db.insert(formTemplates).values(forms)
}
