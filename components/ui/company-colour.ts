const white = '#ffffff'
const ink = '#13201f'
const least = 4.5
// Text also stands on faint grounds that take some contrast away.
const leastForText = 5.4

type Rgb = [number, number, number]

function rgbOf(hex: string): Rgb | null {
  const short = /^#?([\da-f])([\da-f])([\da-f])$/i.exec(hex.trim())
  const text = short
    ? `${short[1]}${short[1]}${short[2]}${short[2]}${short[3]}${short[3]}`
    : hex.trim().replace('#', '')
  if (!/^[\da-f]{6}$/i.test(text)) return null
  return [0, 2, 4].map((at) => Number.parseInt(text.slice(at, at + 2), 16)) as Rgb
}

function hexOf(rgb: Rgb): string {
  return `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`
}

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  return [0, 1, 2].map((at) => (from[at] ?? 0) + ((to[at] ?? 0) - (from[at] ?? 0)) * share) as Rgb
}

function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((part) => {
    const share = part / 255
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as Rgb
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** Contrast of two colours by WCAG 2.2, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [a, b] = [rgbOf(one) ?? [0, 0, 0], rgbOf(other) ?? [0, 0, 0]].map((rgb) => luminance(rgb as Rgb)) as [
    number,
    number,
  ]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

/** Moves a colour to black or white until it can be read on the ground. */
function readableOn(colour: Rgb, ground: string, ratio: number): string {
  const towards: Rgb = luminance(rgbOf(ground) ?? [255, 255, 255]) > 0.4 ? [0, 0, 0] : [255, 255, 255]
  for (let share = 0; share <= 1; share += 0.04) {
    const tried = hexOf(mix(colour, towards, share))
    if (contrast(tried, ground) >= ratio) return tried
  }
  return hexOf(towards)
}

/**
 * The company's own colour as CSS variables for the public pages, made readable where the company chose too light or
 * too dark a one. Null for something that is no colour: then the accent stays.
 */
export function companyColours(colour: string | null | undefined): Record<string, string> | null {
  const rgb = colour ? rgbOf(colour) : null
  if (!rgb) return null
  const fill = hexOf(rgb)
  const on = contrast(fill, white) >= least ? white : contrast(fill, ink) >= least ? ink : white
  const ground = on === white && contrast(fill, white) < least ? readableOn(rgb, white, least) : fill
  const groundRgb = rgbOf(ground) ?? rgb
  return {
    '--company-light-fill': ground,
    '--company-light-hover': hexOf(mix(groundRgb, on === white ? [0, 0, 0] : [255, 255, 255], 0.14)),
    '--company-light-on': on,
    '--company-light-ink': readableOn(rgb, white, leastForText),
    '--company-dark-ink': readableOn(rgb, '#1b2424', leastForText),
  }
}
