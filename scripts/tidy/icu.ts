/** What a message asks for: `{name}` arguments and `<tags>`. One language may need a plural where another does not. */
export function placeholders(message: string): string[] {
  const found = new Set<string>()
  scan(message, 0, found)
  for (const [, tag] of message.matchAll(/<\/?([a-z]\w*)\s*\/?>/gi)) found.add(`<${tag}>`)
  return [...found].sort()
}

/** Reads text until its closing brace, or the end; returns where it stopped. */
function scan(text: string, from: number, found: Set<string>): number {
  let at = from
  while (at < text.length && text[at] !== '}') {
    if (text[at] === "'" && /['{}<>#|]/.test(text[at + 1] ?? '')) at = afterQuote(text, at)
    else if (text[at] === '{') at = argument(text, at + 1, found)
    else at++
  }
  return at
}

/** A quote escapes up to the next one; two in a row are one apostrophe. */
function afterQuote(text: string, at: number): number {
  if (text[at + 1] === "'") return at + 2
  const end = text.indexOf("'", at + 1)
  return end < 0 ? text.length : end + 1
}

function argument(text: string, from: number, found: Set<string>): number {
  const [head, name] = /^\s*([\w-]+)\s*/.exec(text.slice(from)) ?? ['', '']
  found.add(name ?? '')
  let at = from + head.length
  while (at < text.length && text[at] !== '}') {
    // Inside the argument a brace opens the message of one branch.
    if (text[at] === '{') at = scan(text, at + 1, found) + 1
    else at++
  }
  return at + 1
}

type Tree = { [key: string]: string | Tree }

/** `a.b.c` → message. */
export function flat(tree: Tree, path = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) => {
      const full = path ? `${path}.${key}` : key
      return typeof value === 'string' ? [[full, value] as const] : [...flat(value, full)]
    }),
  )
}
