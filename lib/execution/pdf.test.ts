import sharp from 'sharp'
import { extractText, getDocumentProxy } from 'unpdf'
import { afterAll, expect, test } from 'vitest'
import { renderPdf, stopPdf } from '@/lib/pdf'
import type { WorkReportContent, WorkReportDrawing } from './rules'

afterAll(stopPdf)

const content: WorkReportContent = {
  layout: 1,
  locale: 'nl',
  timeZone: 'Europe/Brussels',
  orderNumber: 'O-2026-0123',
  orderTitle: 'Storing gasketel: geen warm water',
  outcome: 'partly_completed',
  remainingWork: 'Driewegklep vervangen zodra ze binnen is',
  noAccessReason: '',
  closedAt: '2026-11-20T10:05:00Z',
  organization: {
    name: 'De Warmtebrigade bv',
    lines: ['Vaartstraat 12', '3000 Leuven', '+32 16 12 34 56 · info@warmtebrigade.example'],
    footer: 'De Warmtebrigade bv · Vaartstraat 12, 3000 Leuven · BTW BE 0123.456.749',
    colour: '#0f5c66',
    logoFileId: null,
  },
  customer: ['Familie Peeters', 'Naamsestraat 41', '3000 Leuven'],
  site: ['Tiensevest 8', '3010 Kessel-Lo'],
  asset: ['Gasketel Vaillant ecoTEC plus', 'Serienummer 21-1734-0020'],
  team: ['Jan Pieters', 'An Vermeulen'],
  hours: [
    {
      member: 'Jan Pieters',
      hourType: 'travel',
      startAt: '2026-11-20T08:00:00Z',
      endAt: '2026-11-20T08:20:00Z',
      minutes: 20,
      isEdited: false,
    },
    {
      member: 'Jan Pieters',
      hourType: 'work',
      startAt: '2026-11-20T08:20:00Z',
      endAt: '2026-11-20T10:05:00Z',
      minutes: 105,
      isEdited: true,
    },
  ],
  answers: [
    { label: 'Is de ketel vrij bereikbaar?', kind: 'yes_no', text: 'yes', limits: '', isOutside: false, fileIds: [] },
    {
      label: 'CO in de rookgassen',
      kind: 'text',
      text: '142 ppm',
      limits: '0 – 100 ppm',
      isOutside: true,
      fileIds: [],
      section: 'Metingen',
      isFailed: true,
      remark: 'Brander slecht afgesteld',
    },
    { label: 'Foto van het typeplaatje', kind: 'files', text: '', limits: '', isOutside: false, fileIds: ['a'] },
  ],
  photos: [
    { fileId: 'a', kind: 'photo_before', takenAt: '2026-11-20T08:25:00Z' },
    { fileId: 'b', kind: 'photo_after', takenAt: null },
  ],
  materials: [
    {
      description: 'Ontstekingselektrode ± 3 mm, knelpunt ≥ 5 °C, één stuk à € 0',
      quantity: '1.000',
      unit: 'st',
      kind: 'material',
      billing: 'included',
    },
    {
      description: 'Radiatorkraan vervangen in de badkamer',
      quantity: '2.500',
      unit: 'u',
      kind: 'labour',
      billing: 'extra',
    },
  ],
  counts: [{ kind: 'delivered', description: 'Radiatoren', count: '4.000', weightKg: '96.500' }],
  notes: ['De ketel werkt weer, maar de klep lekt licht. Graag de druk opvolgen.'],
  signatures: [
    { signer: 'customer', name: 'Mevr. Peeters', absentReason: '', fileId: 's', signedAt: '2026-11-20T10:04:00Z' },
    { signer: 'technician', name: 'Jan Pieters', absentReason: '', fileId: 's', signedAt: '2026-11-20T10:04:30Z' },
  ],
}

async function pictures(): Promise<WorkReportDrawing['images']> {
  const photo = (colour: string) =>
    sharp({ create: { width: 800, height: 600, channels: 3, background: colour } })
      .jpeg()
      .toBuffer()
  const ink = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="200"><path d="M40 150 C 120 20 160 20 180 150 S 260 180 300 90 S 420 60 560 130" fill="none" stroke="#14202b" stroke-width="7"/></svg>',
  )
  return { a: await photo('#8a6d4b'), b: await photo('#4b6d8a'), s: await sharp(ink).png().toBuffer() }
}

test('a work report says everything that was done, and prints the same twice', async () => {
  const drawing: WorkReportDrawing = { content, images: await pictures() }
  const [first, second] = await Promise.all([renderPdf('work_report', drawing), renderPdf('work_report', drawing)])
  expect(Buffer.compare(first, second)).toBe(0)
  const { text } = await extractText(await getDocumentProxy(first.slice()), { mergePages: true })
  if (process.env.KEEP_PDF) (await import('node:fs')).writeFileSync(process.env.KEEP_PDF, second)
  for (const words of [
    'Werkrapport',
    'O-2026-0123',
    'Familie Peeters',
    'Tiensevest 8',
    'Gedeeltelijk uitgevoerd',
    'Driewegklep vervangen',
    '142 ppm',
    'Buiten de grenzen (0 – 100 ppm)',
    'Metingen',
    '1 punt afgekeurd',
    'Brander slecht afgesteld',
    'Ontstekingselektrode ± 3 mm, knelpunt ≥ 5 °C, één stuk à € 0',
    'Meerwerk op vraag van de klant',
    '2,5 u',
    'Mevr. Peeters',
    '1 u 45',
    'Totaal 2 u 05',
    'Geleverd: Radiatoren',
    '96,5 kg',
    'Pagina 1/',
  ])
    expect(text).toContain(words)
})

test('each language of a customer has its own report', async () => {
  for (const [locale, title] of [
    ['fr', 'Rapport d’intervention'],
    ['en', 'Work report'],
    ['de', 'Arbeitsbericht'],
  ] as const) {
    const bytes = await renderPdf('work_report', { content: { ...content, locale, photos: [] }, images: {} })
    const { text } = await extractText(await getDocumentProxy(bytes), { mergePages: true })
    expect(text).toContain(title)
  }
})

test('a document that can not be drawn fails alone: the next one is drawn', async () => {
  await expect(renderPdf('work_report', { content: null, images: {} })).rejects.toThrow()
  const bytes = await renderPdf('work_report', { content, images: {} })
  expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe('%PDF-')
})
