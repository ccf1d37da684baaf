import type { Signature } from '@/components/ui/signature-pad'

/** The drawn lines as a PNG to send. */
export function signatureBlob({ png }: Signature): Blob {
  const bytes = atob(png.slice(png.indexOf(',') + 1))
  return new Blob([Uint8Array.from(bytes, (character) => character.charCodeAt(0))], { type: 'image/png' })
}
