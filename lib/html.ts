/** A piece of a page that may be sent as it is. Made by `html` alone, which escapes every value that is none itself. */
export class Markup {
  constructor(readonly text: string) {}
}

type Part = Markup | string | number | null | undefined | false | readonly Part[]

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/**
 * A page without React, for who must read and answer it without a script. Values are escaped for text and for attributes in
 * double quotes, so attributes always stand in those; `null`, `undefined` and `false` write nothing, lists one after another.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.reduce((text, string, index) => `${text}${written(parts[index - 1])}${string}`))
}

/** What we wrote ourselves and no value went into: a style sheet. */
export function ownText(text: string): Markup {
  return new Markup(text)
}

function written(part: Part): string {
  if (part === null || part === undefined || part === false) return ''
  if (part instanceof Markup) return part.text
  if (typeof part === 'object') return part.map(written).join('')
  return String(part).replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign)
}

/** The page as an answer that nobody keeps. */
export function pageReply(text: string, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(text, {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', ...headers },
  })
}
