import sharp from 'sharp'
import { type Prepared, takeMade, takeUpload } from '@/lib/files/intake'

const scenes = [
  { wall: '#d9dfe2', object: '#f6f7f7', detail: '#3f5d66', label: 'ketel' },
  { wall: '#cfd6cc', object: '#8d99a0', detail: '#c0392b', label: 'manometer' },
  { wall: '#e4dcd0', object: '#b87333', detail: '#2c3e50', label: 'leidingen' },
  { wall: '#c9ced6', object: '#eef1f3', detail: '#1f7a8c', label: 'warmtepomp' },
]

/** Photos of boilers and pipes, drawn: nobody's house. Bytes are stored once and used by many documents. */
export function drawPhotos(organizationId: string): Promise<Prepared[]> {
  return Promise.all(
    scenes.map(async ({ wall, object, detail, label }) => {
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="960">
        <rect width="1280" height="960" fill="${wall}"/><rect y="800" width="1280" height="160" fill="#8a7d6d"/>
        <rect x="380" y="160" width="520" height="520" rx="18" fill="${object}" stroke="${detail}" stroke-width="6"/>
        <circle cx="640" cy="360" r="96" fill="#fff" stroke="${detail}" stroke-width="14"/>
        <line x1="640" y1="360" x2="700" y2="300" stroke="#c0392b" stroke-width="10"/>
        <rect x="470" y="520" width="340" height="70" rx="8" fill="${detail}"/>
        <path d="M460 680 V800 M560 680 V820 M720 680 V800 M820 680 V840" stroke="#b87333" stroke-width="26" fill="none"/></svg>`
      const bytes = await sharp(Buffer.from(svg)).jpeg({ quality: 80 }).toBuffer()
      return takeUpload(organizationId, { bytes, name: `${label}.jpg` })
    }),
  )
}

const strokes = [
  'M20 90 C60 10 90 10 80 80 S140 30 150 80 S220 20 240 70 S320 60 380 50',
  'M20 70 C40 120 70 20 100 70 S150 110 170 60 S230 20 250 90 S330 40 380 80',
  'M20 60 Q80 0 90 90 T180 60 T260 70 T380 40',
]

/** Signatures as a finger draws them. */
export function drawSignatures(organizationId: string): Promise<Prepared[]> {
  return Promise.all(
    strokes.map(async (path) => {
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="130"><rect width="400" height="130" fill="#fff"/><path d="${path}" fill="none" stroke="#12263a" stroke-width="4" stroke-linecap="round"/></svg>`
      const bytes = await sharp(Buffer.from(svg)).png().toBuffer()
      return takeMade(organizationId, { bytes, name: 'handtekening.png', type: 'image/png' })
    }),
  )
}
