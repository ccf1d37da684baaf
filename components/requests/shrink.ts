import { isPhoneFormat } from '@/components/ui/file-rules'

const longestSide = 2560
const smallEnough = 900_000

/**
 * A photo as JPEG of at most 2560 px, made by the browser, so that it travels fast; the file itself when it is small, is
 * no picture, or the browser can't read it. A phone's own format is always converted where that can be done.
 */
export async function shrunk(file: File): Promise<File> {
  const mustConvert = isPhoneFormat(file)
  if (!mustConvert && (!file.type.startsWith('image/') || file.size < smallEnough)) return file
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
    const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(picture.width * scale)
    canvas.height = Math.round(picture.height * scale)
    const context = canvas.getContext('2d')
    if (!context) return file
    // What was transparent would become black.
    context.fillStyle = '#ffffff'
    context.fillRect(0, 0, canvas.width, canvas.height)
    context.drawImage(picture, 0, 0, canvas.width, canvas.height)
    picture.close()
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85))
    if (!blob || (!mustConvert && blob.size >= file.size)) return file
    return new File([blob], `${file.name.replace(/\.[^.]*$/, '')}.jpg`, { type: 'image/jpeg' })
  } catch {
    return file
  }
}
