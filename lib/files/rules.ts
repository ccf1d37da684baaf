export const fileSources = ['request', 'office', 'field', 'system', 'signature', 'logo'] as const
export type FileSource = (typeof fileSources)[number]

/** `pixels` guards against a small file that unfolds into gigabytes. */
export const uploadLimits = { bytes: 15 * 1024 * 1024, pixels: 50_000_000, files: 20 } as const

/** What a file chooser offers. Naming JPEG and not HEIC makes Safari convert by itself. */
export const acceptedTypes = 'image/jpeg,image/png,image/webp,application/pdf'
export const acceptedImages = 'image/jpeg,image/png,image/webp'

/** Widths in which pictures are also kept small. */
export const thumbnailWidths = [160, 320, 640] as const
export type ThumbnailWidth = (typeof thumbnailWidths)[number]

export function thumbnailWidth(asked: string | null): ThumbnailWidth | null {
  return thumbnailWidths.find((width) => String(width) === asked) ?? null
}

export function isImage(type: string): boolean {
  return type === 'image/jpeg' || type === 'image/png'
}

/**
 * How a browser must treat a stored file, whatever a person uploaded: never as a page. Pictures were re-encoded and may
 * show; a PDF shows only when the product made it and is asked to, in a sandbox without scripts (RFC 6266 for the name).
 */
export function servingHeaders(
  file: { type: string; name: string; source: FileSource },
  options: { inline: boolean },
): Record<string, string> {
  const shows = isImage(file.type) || (options.inline && file.type === 'application/pdf' && file.source === 'system')
  return {
    'content-type': file.type,
    'content-disposition': `${shows ? 'inline' : 'attachment'}; ${fileNameParameters(nameWithEnding(file))}`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'self'",
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
  }
}

/** The name by its ASCII look-alike, and whole in UTF-8 for browsers that read RFC 8187. */
function fileNameParameters(name: string): string {
  const ascii = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]/g, '_')
    .replace(/["\\%]/g, '_')
  const whole = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `filename="${ascii}"; filename*=UTF-8''${whole}`
}

const endings: Record<string, RegExp> = {
  'image/jpeg': /\.jpe?g$/i,
  'image/png': /\.png$/i,
  'application/pdf': /\.pdf$/i,
}
const ending: Record<string, string> = { 'image/jpeg': '.jpg', 'image/png': '.png', 'application/pdf': '.pdf' }

/** The ending follows what the file is, so that `photo.exe` is saved as the picture it became. */
function nameWithEnding(file: { type: string; name: string }): string {
  const known = endings[file.type]
  if (!known || known.test(file.name)) return file.name
  return `${file.name.replace(/\.[A-Za-z0-9]{1,5}$/, '')}${ending[file.type]}`
}
