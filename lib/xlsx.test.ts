import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { workbook } from './xlsx'

type Row = { text: string; amount: string; count: number; day: string | null }
const row: Row = { text: 'Dak', amount: '1234.56', count: 3, day: '2026-11-22' }

/** The XML of the sheet and of its shared strings. */
async function written(rows: readonly Row[]) {
  const file = await workbook<Row>(
    'Nog niet: [november]',
    [
      { kind: 'text', head: '=Kop', width: 20, value: ({ text }) => text },
      { kind: 'amount', head: 'Bedrag', width: 12, value: ({ amount }) => amount },
      { kind: 'count', head: 'Regels', width: 8, value: ({ count }) => count },
      { kind: 'day', head: 'Sinds', width: 12, value: ({ day }) => day },
    ],
    rows,
  )
  const parts = unzipSync(new Uint8Array(file))
  const part = (name: RegExp) => {
    const key = Object.keys(parts).find((one) => name.test(one)) ?? ''
    return new TextDecoder().decode(parts[key])
  }
  return { sheet: part(/worksheets\/sheet1\.xml$/), strings: part(/sharedStrings\.xml$/), all: parts }
}

test('numbers are numbers and days are dates, on their own day', async () => {
  const { sheet } = await written([row, { ...row, amount: '-0.10', day: null }])
  expect(sheet).toMatch(/<c r="B2"[^>]*><v>1234\.56<\/v>/)
  expect(sheet).toMatch(/<c r="B3"[^>]*><v>-0\.1<\/v>/)
  expect(sheet).toMatch(/<c r="C2"[^>]*><v>3<\/v>/)
  // Day 46348 of a calendar that begins on 31 December 1899: 22 November 2026, without a time.
  expect(sheet).toMatch(/<c r="D2"[^>]*><v>46348<\/v>/)
})

test('text stays text, whatever it begins with or holds', async () => {
  const texts = ['=1+1', '+HYPERLINK("http://x")', '-2+3', '@SUM(A1)', '\t=1', '<b>&"\u0000\u000b', '\ud800x']
  const { sheet, strings, all } = await written(texts.map((text) => ({ ...row, text })))
  expect(sheet).not.toMatch(/<f[ >]/)
  for (let line = 1; line <= texts.length + 1; line++)
    expect(sheet).toMatch(new RegExp(`<c r="A${line}"[^>]* t="(s|inlineStr)"`))
  expect(`${strings}${sheet}`).toContain('=1+1')
  expect(`${strings}${sheet}`).toContain('&lt;b&gt;&amp;')
  for (const part of Object.values(all))
    for (const bad of ['\u0000', '\u000b', '\ufffd']) expect(new TextDecoder().decode(part)).not.toContain(bad)
})
