import { Text, View } from '@react-pdf/renderer'
import { ink, sheet } from '@/components/documents/parts'
import { compare, formatDecimal } from '@/lib/money'
import type { DocumentGroup, DocumentLine } from '../rules/document'
import { day, type Print, percentOf, shown3, vatLabel } from './print'

const widths = { quantity: 62, price: 66, discount: 38, vat: 34, net: 72 }

/** The lines by order, with a head that stands again on each page and a subtotal per order. */
export function Lines(print: Print) {
  const { document, t } = print
  const hasDiscount = document.groups.some(({ lines }) =>
    lines.some((line) => compare(line.discountPercent, '0') !== 0),
  )
  const heads: [string, number | null][] = [
    [t('pdf.description'), null],
    [t('pdf.quantity'), widths.quantity],
    [t('pdf.unitPrice'), widths.price],
    ...(hasDiscount ? [[t('pdf.discount'), widths.discount] as [string, number]] : []),
    [t('pdf.vat'), widths.vat],
    [t('pdf.net'), widths.net],
  ]
  const hasHeadings = document.groups.length > 1 || document.groups.some(({ orderNumber }) => orderNumber !== '')
  return (
    <View style={{ marginTop: 20 }}>
      <View style={sheet.headRow} fixed minPresenceAhead={40}>
        {heads.map(([head, width], index) => (
          <Text
            key={head}
            style={[sheet.small, sheet.strong, width ? { width } : { flex: 1 }, index > 0 ? sheet.right : {}]}
          >
            {head}
          </Text>
        ))}
      </View>
      {document.groups.map((group, index) => (
        <View key={index}>
          {hasHeadings && <GroupHead {...print} group={group} />}
          {group.lines.map((line, row) => (
            <Line key={row} {...print} line={line} hasDiscount={hasDiscount} />
          ))}
          {document.groups.length > 1 && <Subtotal {...print} group={group} />}
        </View>
      ))}
    </View>
  )
}

function GroupHead({ group, document, t }: Print & { group: DocumentGroup }) {
  const facts = [
    group.executedOn ? t('pdf.executedOn', { day: day(document, group.executedOn) }) : '',
    group.site,
    group.poNumber && group.poNumber !== document.poNumber ? `${t('pdf.poNumber')} ${group.poNumber}` : '',
  ].filter(Boolean)
  const title = group.orderNumber ? `${group.orderNumber}  ${group.title}` : t('pdf.other')
  return (
    <View
      wrap={false}
      minPresenceAhead={36}
      style={{ backgroundColor: ink.faint, marginTop: 5, paddingVertical: 5, paddingHorizontal: 6, borderRadius: 2 }}
    >
      <Text style={sheet.strong}>{title}</Text>
      {facts.length > 0 && <Text style={[sheet.small, sheet.soft, { marginTop: 2 }]}>{facts.join(' · ')}</Text>}
    </View>
  )
}

function Line({ line, hasDiscount, document, t, money, shown }: Print & { line: DocumentLine; hasDiscount: boolean }) {
  const { locale } = document
  const isText = compare(line.unitPrice, '0') === 0 && compare(line.netAmount, '0') === 0
  const cells: [string, number][] = isText
    ? []
    : [
        [`${formatDecimal(shown3(line.quantity, shown), locale)} ${line.unit}`.trim(), widths.quantity],
        [formatDecimal(line.unitPrice, locale, { min: 2, max: 4 }), widths.price],
        ...(hasDiscount ? [[percentOf(line.discountPercent, locale), widths.discount] as [string, number]] : []),
        [vatLabel(line, locale, t), widths.vat],
        [money(line.netAmount), widths.net],
      ]
  return (
    <View style={[sheet.row, { paddingHorizontal: 0 }]} wrap={line.description.length > 900}>
      <Text style={[{ flex: 1 }, isText ? sheet.soft : {}]}>{line.description}</Text>
      {cells.map(([value, width], index) => (
        <Text key={index} style={[{ width }, sheet.right]}>
          {value}
        </Text>
      ))}
    </View>
  )
}

function Subtotal({ group, t, money }: Print & { group: DocumentGroup }) {
  return (
    <View style={{ flexDirection: 'row', justifyContent: 'flex-end', gap: 12, paddingVertical: 5 }} wrap={false}>
      <Text style={sheet.soft}>
        {group.orderNumber ? t('pdf.subtotalOf', { number: group.orderNumber }) : t('pdf.subtotal')}
      </Text>
      <Text style={[sheet.strong, sheet.right, { width: widths.net + 10 }]}>{money(group.netAmount)}</Text>
    </View>
  )
}
