import { PhoneDatabase } from '@/components/field/phone/db'
import { keepFile } from '@/components/field/phone/files'
import { record } from '@/components/field/phone/record'
import { startSender } from '@/components/field/phone/sender'

/** What the screens do with the phone's list, for a journey to do in a page of its own. */
const kit = {
  open: (memberId: string) => new PhoneDatabase(memberId),
  record,
  keepFile,
  startSender,
  /** A picture of its own, as a camera makes one. */
  async picture(side: number): Promise<Blob> {
    const canvas = document.createElement('canvas')
    canvas.width = side
    canvas.height = side
    const pen = canvas.getContext('2d')
    if (!pen) throw new Error('no canvas')
    const image = pen.createImageData(side, side)
    for (let at = 0; at < image.data.length; at += 65_536)
      crypto.getRandomValues(image.data.subarray(at, Math.min(at + 65_536, image.data.length)))
    for (let at = 3; at < image.data.length; at += 4) image.data[at] = 255
    pen.putImageData(image, 0, 0)
    return new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/jpeg', 0.9),
    )
  },
}
export type Kit = typeof kit

Object.assign(globalThis, { kit })
