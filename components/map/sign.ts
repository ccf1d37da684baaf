import { contrast } from '@/components/ui/company-colour'
import type { Colours } from './style'

export type SignKind = 'stop' | 'home' | 'order'
export type Sign = { kind: SignKind; colour: string; text: string; isDone: boolean }

const ratio = 2
const height = 22

/** White or dark, whichever reads better on the colour of somebody's row. */
export function inkOn(colour: string): string {
  return contrast(colour, '#ffffff') >= contrast(colour, '#13201f') ? '#ffffff' : '#13201f'
}

/** A sign of the map as pixels, twice as fine as it is large: a numbered disc, a house, or a hollow dot. */
export function drawSign({ kind, colour, text, isDone }: Sign, colours: Colours): ImageData {
  const canvas = document.createElement('canvas')
  const pen = canvas.getContext('2d')
  if (!pen) return new ImageData(1, 1)
  const type = '600 12px "Inter Variable", sans-serif'
  pen.font = type
  const width = kind === 'stop' ? Math.max(height, Math.ceil(pen.measureText(text).width) + 12) : 18
  const size = { width: width + 4, height: (kind === 'stop' ? height : 18) + 4 }
  canvas.width = size.width * ratio
  canvas.height = size.height * ratio
  pen.scale(ratio, ratio)
  pen.globalAlpha = isDone ? 0.6 : 1
  pen.lineWidth = 2
  if (kind === 'stop') {
    pen.beginPath()
    pen.roundRect(2, 2, width, height, height / 2)
    pen.fillStyle = colour
    pen.fill()
    pen.strokeStyle = colours.surface
    pen.stroke()
    pen.fillStyle = inkOn(colour)
    pen.font = type
    pen.textAlign = 'center'
    pen.textBaseline = 'middle'
    pen.fillText(text, size.width / 2, size.height / 2 + 0.5)
  } else if (kind === 'home') {
    pen.beginPath()
    for (const [x, y] of [
      [11, 3],
      [19, 10],
      [17, 10],
      [17, 18],
      [5, 18],
      [5, 10],
      [3, 10],
    ] as const)
      pen.lineTo(x, y)
    pen.closePath()
    pen.fillStyle = colour
    pen.strokeStyle = colours.surface
    pen.stroke()
    pen.fill()
  } else {
    pen.beginPath()
    pen.arc(11, 11, 5.5, 0, 2 * Math.PI)
    pen.fillStyle = colours.surface
    pen.fill()
    pen.strokeStyle = colours.ink
    pen.stroke()
  }
  return pen.getImageData(0, 0, canvas.width, canvas.height)
}

/** The name of a sign among the map's images: the same look is drawn once. */
export function signName(sign: Sign, colours: Colours): string {
  return [sign.kind, sign.colour, sign.text, sign.isDone, colours.surface, colours.ink].join('|')
}

export const signRatio = ratio
