/** What a form holds: nested by the dots in the names (`lines.0.quantity`). */
export type FormValues = { [name: string]: FormValue }
export type FormValue = string | number | boolean | null | File | FormValue[] | FormValues

/**
 * Reads a form as an input for an action: a checkbox without value is a boolean, with value part of a list; a number
 * field a number; an empty choice, date, number or amount null; text as typed.
 */
export function formValues(form: HTMLFormElement): FormValues {
  const values: FormValues = {}
  for (const element of form.elements) {
    if (!isControl(element) || !element.name || element.disabled || element.dataset.skip !== undefined) continue
    put(element, values)
  }
  return values
}

/** A date or time field adds seconds that nobody typed. */
const secondsAtEnd = /((?:^|T)\d{2}:\d{2}):\d{2}$/

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

function isControl(element: Element): element is Control {
  return (
    element instanceof HTMLInputElement ||
    element instanceof HTMLSelectElement ||
    element instanceof HTMLTextAreaElement
  )
}

function put(element: Control, values: FormValues) {
  const kind = element.closest<HTMLElement>('[data-kind]')?.dataset.kind
  if (element instanceof HTMLSelectElement) {
    if (element.multiple)
      setAt(values, element.name, [...element.selectedOptions].map((option) => option.value).filter(Boolean))
    else setAt(values, element.name, element.value || null)
    return
  }
  if (element instanceof HTMLInputElement) {
    if (element.type === 'checkbox') return putCheckbox(element, values)
    if (element.type === 'radio') {
      if (element.checked) setAt(values, element.name, element.value)
      else if (getAt(values, element.name) === undefined) setAt(values, element.name, null)
      return
    }
    if (element.type === 'file') return setAt(values, element.name, [...(element.files ?? [])])
    if (element.type === 'submit' || element.type === 'button') return
  }
  if (kind === 'list') {
    const list = getAt(values, element.name)
    return setAt(
      values,
      element.name,
      element.value ? [...(Array.isArray(list) ? list : []), element.value] : (list ?? []),
    )
  }
  const exact = element.dataset.exact
  if (exact !== undefined) return setAt(values, element.name, exact || null)
  if (kind === 'number') return setAt(values, element.name, element.value === '' ? null : Number(element.value))
  const isEmptyable = kind === 'choice' || ['date', 'time', 'datetime-local', 'month', 'number'].includes(element.type)
  setAt(values, element.name, isEmptyable ? element.value.replace(secondsAtEnd, '$1') || null : element.value)
}

function putCheckbox(element: HTMLInputElement, values: FormValues) {
  if (!element.hasAttribute('value')) return setAt(values, element.name, element.checked)
  const list = getAt(values, element.name)
  const items = Array.isArray(list) ? list : []
  setAt(values, element.name, element.checked ? [...items, element.value] : items)
}

function getAt(values: FormValues, path: string): FormValue | undefined {
  let here: FormValue | undefined = values
  for (const step of path.split('.')) {
    if (here === null || typeof here !== 'object' || here instanceof File) return undefined
    here = Array.isArray(here) ? here[Number(step)] : here[step]
  }
  return here
}

function setAt(values: FormValues, path: string, value: FormValue) {
  const steps = path.split('.')
  const last = steps.pop() ?? path
  let here: FormValues | FormValue[] = values
  for (const [index, step] of steps.entries()) {
    const following = steps[index + 1] ?? last
    const existing: FormValue | undefined = Array.isArray(here) ? here[Number(step)] : here[step]
    const next: FormValues | FormValue[] =
      existing !== null && typeof existing === 'object' && !(existing instanceof File)
        ? existing
        : /^\d+$/.test(following)
          ? []
          : {}
    assign(here, step, next)
    here = next
  }
  assign(here, last, value)
}

function assign(target: FormValues | FormValue[], step: string, value: FormValue) {
  if (Array.isArray(target)) target[Number(step)] = value
  else target[step] = value
}
