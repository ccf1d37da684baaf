const longestSide = 2560
export const photoQuality = 0.85

/** A photo fit to send: at most 2,560 px, upright, JPEG, with the moment it was taken. */
export type Shrunk = { blob: Blob; takenAt: string | null; name: string }

/**
 * Shrinks a photo on the phone, so that it goes through where reception is poor; the camera's own time is kept, since the
 * canvas forgets it. What can't be drawn (a PDF receipt) goes as it is.
 */
export async function shrink(file: File): Promise<Shrunk> {
  const takenAt = takenAtOf(new Uint8Array(await file.slice(0, 256 * 1024).arrayBuffer())) ?? modifiedAt(file)
  const name = file.name || 'foto.jpg'
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null)
  if (!picture) return { blob: file, takenAt, name }
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  const pencil = canvas.getContext('2d')
  if (!pencil) return { blob: file, takenAt, name }
  pencil.fillStyle = '#fff'
  pencil.fillRect(0, 0, canvas.width, canvas.height)
  pencil.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', photoQuality))
  return { blob: blob ?? file, takenAt, name: name.replace(/\.\w+$/, '.jpg') }
}

function modifiedAt(file: File): string | null {
  return file.lastModified > 0 ? new Date(file.lastModified).toISOString() : null
}

const exifHeader = 0x45786966
const tagExif = 0x8769
const tagTaken = 0x9003
const tagOffset = 0x9011

/**
 * DateTimeOriginal of a JPEG (EXIF 2.32, 4.6.6), with its OffsetTimeOriginal when the camera wrote one, else as the phone's
 * own wall clock. Null when there is none or it makes no sense.
 */
export function takenAtOf(bytes: Uint8Array): string | null {
  try {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const start = tiffStart(view)
    return start === null ? null : readTaken(view, start)
  } catch {
    return null
  }
}

/** Where the TIFF header of the Exif segment begins, walking the JPEG's segments. */
function tiffStart(view: DataView): number | null {
  if (view.getUint16(0) !== 0xffd8) return null
  let at = 2
  while (at + 10 < view.byteLength) {
    const marker = view.getUint16(at)
    if (marker === 0xffe1 && view.getUint32(at + 4) === exifHeader) return at + 10
    if (marker < 0xffc0 || marker === 0xffda) return null
    at += 2 + view.getUint16(at + 2)
  }
  return null
}

function readTaken(view: DataView, start: number): string | null {
  const isLittle = view.getUint16(start) === 0x4949
  const directory = (offset: number) => {
    const entries = new Map<number, number>()
    const count = view.getUint16(start + offset, isLittle)
    for (let index = 0; index < count; index++) {
      const entry = start + offset + 2 + index * 12
      entries.set(view.getUint16(entry, isLittle), entry)
    }
    return entries
  }
  const pointerOf = (entry: number) => view.getUint32(entry + 8, isLittle)
  const textOf = (entry: number | undefined) => {
    if (entry === undefined) return ''
    const length = view.getUint32(entry + 4, isLittle)
    const from = length <= 4 ? entry + 8 : start + pointerOf(entry)
    return (
      String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + from, Math.min(length, 40))).split(
        '\0',
      )[0] ?? ''
    )
  }
  const pointer = directory(view.getUint32(start + 4, isLittle)).get(tagExif)
  if (pointer === undefined) return null
  const exif = directory(pointerOf(pointer))
  const [, year, month, day, time] = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/.exec(textOf(exif.get(tagTaken))) ?? []
  if (!year) return null
  const offset = /^[+-]\d\d:\d\d$/.exec(textOf(exif.get(tagOffset)))?.[0] ?? ''
  const taken = new Date(`${year}-${month}-${day}T${time}${offset}`)
  return Number.isNaN(taken.getTime()) ? null : taken.toISOString()
}
