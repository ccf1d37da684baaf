import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import { and, eq } from 'drizzle-orm'
import { formTemplates, orderTypes } from '@/db/schema/forms'
import type { Write } from '@/lib/auth/actor'
import { record } from '@/lib/history/mutations'
import { newId } from '@/lib/ids'
import { Refused } from '@/lib/refused'
import type { FormInput } from '../input'
import { currentTemplate } from '../queries'
import { type FormField, hasLimits, isQuestion, steeringAnswers } from '../rules'
import { isRepeated } from '../rules/repeated'

/**
 * Publishes a form as its next version. Orders keep the one they started with, so a published version never changes;
 * saving without a change makes no new one. Refuses common.not_found, common.stale.
 */
export async function saveForm(write: Write, input: FormInput): Promise<{ id: string; number: number }> {
  const { actor, db } = write
  const type = await lockOrderType(write, input.orderTypeId)
  const current = await currentTemplate(write, input.orderTypeId, input.kind)
  const seen = current?.number ?? 0
  if (seen !== input.version)
    throw new Refused('common.stale', { current: { version: seen, fields: current?.fields ?? [] } })
  const fields = input.fields.map(tidied)
  if (current && isDeepStrictEqual(current.fields, fields)) return { id: current.id, number: current.number }
  const id = newId()
  if (current)
    await db
      .update(formTemplates)
      .set({ current: false })
      .where(and(eq(formTemplates.organizationId, actor.organizationId), eq(formTemplates.id, current.id)))
  await db.insert(formTemplates).values({
    organizationId: actor.organizationId,
    id,
    orderTypeId: input.orderTypeId,
    kind: input.kind,
    number: seen + 1,
    fields,
  })
  await record(write, {
    subject: ['order_type', input.orderTypeId],
    action: `forms.saved_${input.kind}`,
    params: { name: type.name, number: seen + 1, count: fields.filter(isQuestion).length },
  })
  return { id, number: seen + 1 }
}

/** Only what the type of question uses, without empty words: so that equal forms are equal. */
function tidied(field: FormInput['fields'][number]): FormField {
  const help = field.help ? said(field.help) : {}
  const hasUnit = field.type === 'number' || field.type === 'measurement' || field.type === 'computed'
  const steering = steeringAnswers(field)
  const failIf = (field.failIf ?? []).filter((answer) => steering.includes(answer))
  return {
    id: field.id,
    type: field.type,
    label: said(field.label),
    ...(Object.keys(help).length > 0 ? { help } : {}),
    required: field.required && (isQuestion(field) || isRepeated(field)),
    ...(field.type === 'choice'
      ? { choices: (field.choices ?? []).map((choice) => ({ id: choice.id, label: said(choice.label) })) }
      : {}),
    ...(hasUnit && field.unit ? { unit: field.unit } : {}),
    ...(hasLimits(field) && field.minimum !== undefined ? { minimum: field.minimum } : {}),
    ...(hasUnit && field.maximum !== undefined ? { maximum: field.maximum } : {}),
    ...(field.type === 'computed' && field.formula ? { formula: field.formula } : {}),
    ...(isRepeated(field) ? { repeats: true } : {}),
    ...(field.type === 'photo' && field.drawing ? { drawing: true } : {}),
    ...(failIf.length > 0 ? { failIf } : {}),
    ...(field.showIf ? { showIf: field.showIf } : {}),
  }
}

function said(words: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(words).filter(([, text]) => text !== ''))
}

export async function lockOrderType(write: Write, id: string): Promise<typeof orderTypes.$inferSelect> {
  const [row] = await write.db
    .select()
    .from(orderTypes)
    .where(and(eq(orderTypes.organizationId, write.actor.organizationId), eq(orderTypes.id, id)))
    .for('update')
  if (!row) throw new Refused('common.not_found')
  return row
}
