import { numberFormat } from '@/lib/intl'

/** A photo as a phone keeps it (HEIC, AVIF): some browsers can make a JPEG of it. Not all of them tell its type. */
export function isPhoneFormat(file: { name: string; type: string }): boolean {
  return /^image\/(hei[cf]|avif)/.test(file.type) || /\.(hei[cf]|avif)$/i.test(file.name)
}

/**
 * Why a file doesn't fit, as far as a browser can tell; the server looks inside. `accept` as in HTML. Where photos fit, one
 * in a phone's own format may come too: it can be converted, or be refused with words that help.
 */
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
    const isPhoto = kinds.some((kind) => kind === 'image/*' || kind === 'image/jpeg') && isPhoneFormat(file)
    if (!fits && !isPhoto) return 'wrong_type'
  }
  return file.size > rules.maxBytes ? 'too_big' : null
}

/** Bytes as people say them: `20 MB`. */
export function sizeText(bytes: number, locale: string): string {
  const [amount, unit] =
    bytes >= 1_000_000 ? [bytes / (bytes % 1_048_576 === 0 ? 1_048_576 : 1_000_000), 'MB'] : [bytes / 1000, 'kB']
  return `${numberFormat(locale, { maximumFractionDigits: amount < 10 ? 1 : 0 }).format(amount)} ${unit}`
}
