import writeExcelFile from 'write-excel-file/node'
import type { DecimalText } from './money'
import type { DayText } from './time'

/** A column of a workbook. Text is text whatever it begins with, never a formula; amounts and counts are numbers, days dates. */
export type SheetColumn<Row> = { head: string; width: number } & (
  | { kind: 'text'; value: (row: Row) => string }
  | { kind: 'amount'; value: (row: Row) => DecimalText }
  | { kind: 'count'; value: (row: Row) => number }
  | { kind: 'day'; value: (row: Row) => DayText | null }
)

/** More than this is no list to read any more, and would not fit in memory for everybody at once. */
export const mostSheetRows = 20_000

/** A workbook (.xlsx) of one sheet with a head that stays in sight. The caller keeps to mostSheetRows. */
export async function workbook<Row>(
  name: string,
  columns: readonly SheetColumn<Row>[],
  rows: readonly Row[],
): Promise<Buffer<ArrayBuffer>> {
  const heads = columns.map(({ head, kind }) => ({
    type: String,
    value: plain(head),
    fontWeight: 'bold' as const,
    ...(kind === 'text' ? {} : { align: 'right' as const }),
  }))
  const cells = rows.map((row) => columns.map((column) => cellOf(column, row)))
  const written = await writeExcelFile([heads, ...cells], {
    sheet: plain(name)
      .replace(/[[\]:*?/\\]/g, ' ')
      .slice(0, 31),
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
  }).toBuffer()
  return Buffer.from(written)
}

function cellOf<Row>(column: SheetColumn<Row>, row: Row) {
  switch (column.kind) {
    case 'text': {
      const text = plain(column.value(row))
      return text === '' ? null : { type: String, value: text }
    }
    case 'amount':
      // A workbook knows no decimals: up to fifteen digits a number there is exactly what is shown.
      return { type: Number, value: Number(column.value(row)), format: '#,##0.00' }
    case 'count':
      return { type: Number, value: column.value(row), format: '0' }
    case 'day': {
      const day = column.value(row)
      return day === null ? null : { type: Date, value: new Date(`${day}T00:00:00Z`), format: 'yyyy-mm-dd' }
    }
  }
}

/** Without what XML can't hold, and no longer than a cell can be. */
function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly those are what may not be in it
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/gu, '').slice(0, 32_000)
}
