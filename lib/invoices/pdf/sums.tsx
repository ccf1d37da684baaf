import { Rect, Svg, Text, View } from '@react-pdf/renderer'
import { encode } from 'uqr'
import { companyColour, ink, sheet } from '@/components/documents/parts'
import { compare } from '@/lib/money'
import { epcLines } from '../rules/reference'
import { day, type Print, rateName, spacedIban } from './print'

/** VAT per rate at the left, the totals at the right. */
export function Sums({ document, t, money }: Print) {
  const isCredit = document.kind === 'credit_note'
  const colour = companyColour(document.seller.colour)
  return (
    <View style={{ flexDirection: 'row', gap: 28, marginTop: 14 }} wrap={false}>
      <View style={{ flex: 1 }}>
        <View style={[sheet.headRow, { borderBottomWidth: 0.5, borderBottomColor: ink.line, paddingTop: 0 }]}>
          {[t('pdf.vatRate'), t('pdf.base'), t('pdf.vatAmount')].map((head, index) => (
            <Text key={head} style={[sheet.small, sheet.soft, { flex: 1 }, index > 0 ? sheet.right : {}]}>
              {head}
            </Text>
          ))}
        </View>
        {document.vat.map((group) => (
          <View key={`${group.category}${group.rate}`} style={{ flexDirection: 'row', gap: 8, paddingTop: 4 }}>
            <Text style={{ flex: 1 }}>{rateName(group, document.locale, t)}</Text>
            <Text style={[{ flex: 1 }, sheet.right]}>{money(group.base)}</Text>
            <Text style={[{ flex: 1 }, sheet.right]}>{money(group.tax)}</Text>
          </View>
        ))}
      </View>
      <View style={{ width: 222 }}>
        <SumRow label={t('pdf.netTotal')} value={money(document.netAmount)} />
        <SumRow label={t('pdf.vatTotal')} value={money(document.vatAmount)} />
        <View
          style={{
            flexDirection: 'row',
            justifyContent: 'space-between',
            borderTopWidth: 1.5,
            borderTopColor: colour,
            marginTop: 4,
            paddingTop: 6,
          }}
        >
          <Text style={[sheet.strong, { fontSize: 12 }]}>{t(isCredit ? 'pdf.creditTotal' : 'pdf.total')}</Text>
          <Text style={[sheet.strong, { fontSize: 12 }]}>{money(document.grossAmount)}</Text>
        </View>
      </View>
    </View>
  )
}

function SumRow({ label, value }: { label: string; value: string }) {
  return (
    <View style={{ flexDirection: 'row', justifyContent: 'space-between', marginBottom: 3 }}>
      <Text style={sheet.soft}>{label}</Text>
      <Text>{value}</Text>
    </View>
  )
}

/** How to pay: account, reference and a code for the bank's app. */
export function Payment({ document, t, money }: Print) {
  const { seller, grossAmount, paymentReference } = document
  if (compare(grossAmount, '0') <= 0) return null
  const code = epcLines({ ...seller, amount: grossAmount, reference: paymentReference })
  const facts = [
    [t('pdf.iban'), spacedIban(seller.iban)],
    [t('pdf.bic'), seller.bic],
    [t('pdf.payee'), seller.name],
    [t('pdf.reference'), paymentReference || t('pdf.afterFinalizing')],
  ].filter(([, value]) => value)
  return (
    <View
      wrap={false}
      style={{ flexDirection: 'row', gap: 16, marginTop: 18, padding: 12, backgroundColor: ink.faint, borderRadius: 3 }}
    >
      <View style={{ flex: 1 }}>
        <Text style={[sheet.strong, { fontSize: 10.5, marginBottom: 7 }]}>
          {t('pdf.pay', { amount: money(grossAmount), day: day(document, document.dueOn) })}
        </Text>
        {facts.map(([label, value]) => (
          <View key={label} style={{ flexDirection: 'row', gap: 8, marginBottom: 3 }}>
            <Text style={[sheet.soft, { width: 92 }]}>{label}</Text>
            <Text style={[sheet.strong, { flex: 1 }]}>{value}</Text>
          </View>
        ))}
      </View>
      {code && document.number !== '' && (
        <View style={{ alignItems: 'center' }}>
          <Qr text={code} size={84} />
          <Text style={[sheet.small, sheet.soft, { marginTop: 3 }]}>{t('pdf.scan')}</Text>
        </View>
      )}
    </View>
  )
}

/** Error level M without boosting, as EPC069-12 asks; a row of dark modules is one rectangle. */
function Qr({ text, size }: { text: string; size: number }) {
  const code = encode(text, { ecc: 'M', boostEcc: false, border: 0, maxVersion: 13 })
  const runs: { x: number; y: number; width: number }[] = []
  code.data.forEach((row, y) => {
    row.forEach((isDark, x) => {
      if (!isDark) return
      const last = runs.at(-1)
      if (last?.y === y && last.x + last.width === x) last.width += 1
      else runs.push({ x, y, width: 1 })
    })
  })
  return (
    <View style={{ backgroundColor: '#ffffff', padding: 8 }}>
      <Svg width={size} height={size} viewBox={`0 0 ${code.size} ${code.size}`}>
        {runs.map(({ x, y, width }) => (
          <Rect key={`${x} ${y}`} x={x} y={y} width={width} height={1.02} fill="#000000" />
        ))}
      </Svg>
    </View>
  )
}
