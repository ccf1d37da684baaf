import { type FormField, labelOf } from '../rules'

/** What a question is called in a formula: its words, without brackets, numbered where two are called the same. */
export function namesInFormula(fields: readonly FormField[]): Map<string, string> {
  const taken = new Set<string>()
  return new Map(
    fields.map((field) => {
      const plain = labelOf(field, 'nl').replace(/[[\]]/g, '').replace(/\s+/g, ' ').trim() || '?'
      let name = plain
      for (let count = 2; taken.has(name.toLowerCase()); count++) name = `${plain} (${count})`
      taken.add(name.toLowerCase())
      return [field.id, name]
    }),
  )
}

/** A formula as it is typed, with the names of questions between brackets instead of their ids. */
export function typedFormula(formula: string, fields: readonly FormField[]): string {
  const names = namesInFormula(fields)
  return formula.replace(/\[([^\]]*)\]/g, (whole, id: string) => (names.has(id) ? `[${names.get(id)}]` : whole))
}

/** The other way about; a name that no question has stays as it was typed. */
export function keptFormula(text: string, fields: readonly FormField[]): string {
  const ids = new Map([...namesInFormula(fields)].map(([id, name]) => [name.toLowerCase(), id]))
  return text.replace(/\[([^\]]*)\]/g, (whole, name: string) => {
    const id = ids.get(name.replace(/\s+/g, ' ').trim().toLowerCase())
    return id ? `[${id}]` : whole
  })
}
