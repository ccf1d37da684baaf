/** Why a file doesn't fit, as far as a browser can tell; the server looks inside. `accept` as in HTML. */
export function refuseFile(
  file: { name: string; type: string; size: number },
  rules: { accept?: string; maxBytes: number },
): 'too_big' | 'wrong_type' | null {
  if (rules.accept) {
    const kinds = rules.accept.split(',').map((kind) => kind.trim().toLowerCase())
    const fits = kinds.some((kind) => {
      if (kind.startsWith('.')) return file.name.toLowerCase().endsWith(kind)
      if (kind.endsWith('/*')) return file.type.startsWith(kind.slice(0, -1))
      return file.type === kind
    })
    if (!fits) return 'wrong_type'
  }
  return file.size > rules.maxBytes ? 'too_big' : null
}

/** Bytes as people say them: `20 MB`. */
export function sizeText(bytes: number, locale: string): string {
  const [amount, unit] =
    bytes >= 1_000_000 ? [bytes / (bytes % 1_048_576 === 0 ? 1_048_576 : 1_000_000), 'MB'] : [bytes / 1000, 'kB']
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: amount < 10 ? 1 : 0 }).format(amount)} ${unit}`
}
