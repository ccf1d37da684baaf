import { html, type Markup } from '@/lib/html'
import { icon } from './icons'
import { type Draft, type PageWords, problemText } from './words'

/** A field of the browser itself, with what was typed and why it was refused. `problem`: its name among what was refused. */
export function field(
  name: string,
  label: string,
  { draft, words, problem }: { draft: Draft; words: PageWords; problem: string },
  more: { isLong?: boolean; type?: 'text' | 'email'; max?: number; autocomplete?: string } = {},
): Markup {
  const wrong = problemText(draft?.problems[problem], words)
  const id = `f-${name}`
  const typed = draft?.typed[name] ?? ''
  const state = wrong ? html` aria-invalid="true" aria-describedby="${id}-problem"` : ''
  const common = html`id="${id}" name="${name}" maxlength="${more.max ?? 120}"${state}`
  const control = more.isLong
    ? html`<textarea ${common} rows="3">${typed}</textarea>`
    : html`<input ${common} type="${more.type ?? 'text'}" value="${typed}"${more.autocomplete && html` autocomplete="${more.autocomplete}"`}>`
  return html`<div class="field"><label for="${id}">${label}</label>${control}${
    wrong && html`<p class="wrong" id="${id}-problem">${icon('alert')}${wrong}</p>`
  }</div>`
}
