import type { Answers, FormField } from '../rules'

/** How often a section can be repeated: as many as fit in the answer that says for which. */
export const mostItems = 10

/** Whether the questions below this heading are asked once per item that is added on site. */
export function isRepeated(field: FormField): boolean {
  return field.type === 'section' && field.repeats === true
}

/** The items of a repeated section, each an id made when it was added: the answer to its heading. */
export function itemsOf(section: FormField, answers: Answers): string[] {
  const items = Object.hasOwn(answers, section.id) ? answers[section.id] : null
  return Array.isArray(items) ? items.slice(0, mostItems) : []
}

/** The questions below each repeated heading. */
export function repeatedUnder(fields: readonly FormField[]): Map<FormField, FormField[]> {
  const under = new Map<FormField, FormField[]>()
  let section: FormField | undefined
  for (const field of fields) {
    if (field.type === 'section') section = field
    else if (section && isRepeated(section)) under.set(section, [...(under.get(section) ?? []), field])
  }
  return under
}

/**
 * The questions as they are asked: those of a repeated section once per item, below a heading of its own, each with an id of its
 * own (`question.item`). Conditions and formulas among them stay with their item.
 */
export function expanded(fields: readonly FormField[], answers: Answers): FormField[] {
  const under = repeatedUnder(fields)
  if (!fields.some(isRepeated)) return [...fields]
  const inside = new Set([...under.values()].flat())
  return fields.flatMap((field) => {
    if (inside.has(field)) return []
    if (!isRepeated(field)) return [field]
    const own = under.get(field) ?? []
    const ids = new Set(own.map(({ id }) => id))
    const items = itemsOf(field, answers).flatMap((item, index) => [
      headingOf(field, item, index + 1),
      ...own.map((question) => ofItem(question, item, ids)),
    ])
    return [field, ...items]
  })
}

function headingOf({ id, label, showIf }: FormField, item: string, number: number): FormField {
  const numbered = Object.fromEntries(Object.entries(label).map(([locale, text]) => [locale, `${text} ${number}`]))
  return { id: `${id}.${item}`, type: 'section', label: numbered, required: false, ...(showIf ? { showIf } : {}) }
}

function ofItem(question: FormField, item: string, ids: ReadonlySet<string>): FormField {
  const { showIf, formula } = question
  return {
    ...question,
    id: `${question.id}.${item}`,
    ...(showIf && ids.has(showIf.fieldId) ? { showIf: { ...showIf, fieldId: `${showIf.fieldId}.${item}` } } : {}),
    ...(formula
      ? { formula: formula.replace(/\[\s*([^\]]*?)\s*\]/g, (whole, id) => (ids.has(id) ? `[${id}.${item}]` : whole)) }
      : {}),
  }
}

/** The question of an item that an answer is to, whatever items there are; undefined when it is none. */
export function questionOfItem(fields: readonly FormField[], fieldId: string): FormField | undefined {
  const [id, item, ...rest] = fieldId.split('.')
  if (!item || !/^[0-9a-f-]{36}$/.test(item) || rest.length > 0) return undefined
  const under = [...repeatedUnder(fields).values()].find((own) => own.some((one) => one.id === id))
  const question = under?.find((one) => one.id === id)
  return question && under && ofItem(question, item, new Set(under.map((one) => one.id)))
}
