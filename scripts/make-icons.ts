/** Makes public/icons from app/icon.svg, for the home screens of phones: `node --import ./scripts/register.mjs scripts/make-icons.ts`. */
import { mkdirSync, readFileSync } from 'node:fs'
import sharp from 'sharp'
import { main } from './tools/stop'

const folder = 'public/icons'
/** What the sign stands on, to the edge where a phone cuts its own shape out. */
const ground = '#0b5563'

main(async () => {
  mkdirSync(folder, { recursive: true })
  const sign = readFileSync('app/icon.svg')
  const drawn = (size: number) => sharp(sign, { density: (72 * size) / 24 }).resize(size, size)
  for (const size of [192, 512]) await drawn(size).png({ palette: true }).toFile(`${folder}/${size}.png`)
  // A phone may cut away a tenth at each side, and an iPhone rounds the corners itself.
  const filled = async (size: number, share: number, name: string) => {
    const inner = Math.round(size * share)
    const background = { width: size, height: size, channels: 4, background: ground } as const
    await sharp({ create: background })
      .composite([{ input: await drawn(inner).png().toBuffer() }])
      .png({ palette: true })
      .toFile(`${folder}/${name}.png`)
  }
  await filled(512, 0.8, 'maskable')
  await filled(180, 1, 'apple')
})
