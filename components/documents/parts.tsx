import { Image, Page, StyleSheet, Text, View } from '@react-pdf/renderer'
import type { ComponentProps, ReactNode } from 'react'

/** The parts that every printed document shares: paper, letterhead, blocks, tables, foot. Drawn only inside workers/pdf.tsx. */

export const ink = { strong: '#14202b', soft: '#46534f', line: '#d8dedd', faint: '#f3f6f6', alert: '#96211a' } as const

/** No line height in here: react-pdf multiplies an inherited one again at each layout, and the page's number vanishes. */
export const sheet = StyleSheet.create({
  page: {
    fontFamily: 'Inter',
    // Digits of one width stand in line, and no comma hides below a 7.
    fontFeatureSettings: ['tnum'],
    fontSize: 9.5,
    color: ink.strong,
    paddingTop: 40,
    paddingBottom: 64,
    paddingHorizontal: 44,
  },
  bar: { position: 'absolute', top: 0, left: 0, right: 0, height: 5 },
  head: { flexDirection: 'row', justifyContent: 'space-between', alignItems: 'flex-start', marginBottom: 22 },
  company: { fontSize: 14, fontWeight: 600 },
  logo: { height: 42, maxWidth: 200, objectFit: 'contain', objectPosition: 'left' },
  title: { fontSize: 18, fontWeight: 600, textAlign: 'right' },
  right: { textAlign: 'right' },
  soft: { color: ink.soft },
  strong: { fontWeight: 600 },
  small: { fontSize: 8 },
  heading: { fontSize: 11, fontWeight: 600, marginTop: 16, marginBottom: 5 },
  label: { fontSize: 8, color: ink.soft, marginBottom: 1 },
  columns: { flexDirection: 'row', gap: 24 },
  column: { flex: 1 },
  row: { flexDirection: 'row', gap: 8, paddingVertical: 4.5, borderBottomWidth: 0.5, borderBottomColor: ink.line },
  headRow: { flexDirection: 'row', gap: 8, paddingVertical: 4, borderBottomWidth: 1, borderBottomColor: ink.strong },
  foot: {
    position: 'absolute',
    left: 44,
    right: 44,
    bottom: 26,
    paddingTop: 6,
    borderTopWidth: 0.5,
    borderTopColor: ink.line,
    flexDirection: 'row',
    justifyContent: 'space-between',
    gap: 16,
    fontSize: 7.5,
    color: ink.soft,
  },
})

/** A colour of the company, or ours when it is not one. */
export function companyColour(colour: string): string {
  return /^#[0-9a-f]{6}$/i.test(colour) ? colour : '#0f5c66'
}

/** An A4 sheet with the company's bar at the top and its line and `page n/m` at the bottom of every page. */
export function Paper({
  colour,
  footer,
  pageWords,
  children,
}: {
  colour: string
  footer: string
  /** `(1, 3) → "Pagina 1/3"`. */
  pageWords: (page: number, pages: number) => string
  children: ReactNode
}) {
  return (
    <Page size="A4" style={sheet.page}>
      <View fixed style={[sheet.bar, { backgroundColor: companyColour(colour) }]} />
      {children}
      <View fixed style={sheet.foot}>
        <Text style={{ flex: 1 }}>{footer}</Text>
        {/* Its words come after the layout: without a width of its own they stand on the line beside them. */}
        <Text
          style={{ width: 60, textAlign: 'right' }}
          render={({ pageNumber, totalPages }) => pageWords(pageNumber, totalPages)}
        />
      </View>
    </Page>
  )
}

/** Logo or name at the left, what it is at the right. */
export function Letterhead({
  company,
  lines,
  logo,
  title,
  subtitle,
}: {
  company: string
  /** Address, telephone, numbers. */
  lines: string[]
  logo: Uint8Array | undefined
  title: string
  subtitle: string[]
}) {
  return (
    <View style={sheet.head}>
      <View style={{ maxWidth: 270 }}>
        {logo ? <Picture bytes={logo} style={sheet.logo} /> : <Text style={sheet.company}>{company}</Text>}
        <View style={{ marginTop: 4 }}>
          {(logo ? [company, ...lines] : lines).filter(Boolean).map((line, index) => (
            <Text key={index} style={[sheet.small, sheet.soft, { marginTop: 2 }]}>
              {line}
            </Text>
          ))}
        </View>
      </View>
      <View style={{ maxWidth: 230, alignItems: 'flex-end' }}>
        <Text style={sheet.title}>{title}</Text>
        {subtitle.filter(Boolean).map((line, index) => (
          <Text key={index} style={[sheet.right, index === 0 ? sheet.strong : sheet.soft, { marginTop: 2 }]}>
            {line}
          </Text>
        ))}
      </View>
    </View>
  )
}

/** A few lines under a small label: customer, place of work. The first line is strong. */
export function Block({ label, lines }: { label: string; lines: (string | null | undefined)[] }) {
  const said = lines.filter((line): line is string => Boolean(line))
  if (said.length === 0) return null
  return (
    <View style={sheet.column}>
      <Text style={sheet.label}>{label}</Text>
      {said.map((line, index) => (
        <Text key={index} style={[index === 0 ? sheet.strong : {}, { marginTop: 2 }]}>
          {line}
        </Text>
      ))}
    </View>
  )
}

export type Column<Row> = {
  head: string
  /** Share of the width, or points with `fixed`. */
  share?: number
  fixed?: number
  isRight?: boolean
  cell: (row: Row) => ReactNode
}

/** A table whose head stands again on each page; a row is never cut. */
export function Table<Row>({ columns, rows }: { columns: Column<Row>[]; rows: Row[] }) {
  const width = (column: Column<Row>) => (column.fixed ? { width: column.fixed } : { flex: column.share ?? 1 })
  return (
    <View>
      <View style={sheet.headRow} fixed minPresenceAhead={24}>
        {columns.map((column) => (
          <Text key={column.head} style={[sheet.small, sheet.strong, width(column), column.isRight ? sheet.right : {}]}>
            {column.head}
          </Text>
        ))}
      </View>
      {rows.map((row, index) => (
        <View key={index} style={sheet.row} wrap={false}>
          {columns.map((column) => (
            <View key={column.head} style={[width(column), column.isRight ? { alignItems: 'flex-end' } : {}]}>
              {typeof column.cell(row) === 'string' ? (
                <Text style={column.isRight ? sheet.right : undefined}>{column.cell(row)}</Text>
              ) : (
                column.cell(row)
              )}
            </View>
          ))}
        </View>
      ))}
    </View>
  )
}

/** A picture from bytes: JPEG or PNG, told apart by its first byte. */
export function Picture({ bytes, style }: { bytes: Uint8Array; style: ComponentProps<typeof Image>['style'] }) {
  const format = bytes[0] === 0xff ? 'jpg' : 'png'
  return <Image src={{ data: Buffer.from(bytes), format }} style={style} />
}
