import { Document, Rect, Svg, Text, View } from '@react-pdf/renderer'
import { encode } from 'uqr'
import { companyColour, ink, Letterhead, Paper, sheet } from '@/components/documents/parts'
import { compare, formatDecimal, formatMoney, intlLocale, negate } from '@/lib/money'
import { documentText } from '@/lib/text'
import type { DayText } from '@/lib/time'
import type { DocumentGroup, DocumentLine, InvoiceDocument, InvoiceDrawing } from './rules/document'
import { epcLines } from './rules/reference'

type Print = {
  document: InvoiceDocument
  t: ReturnType<typeof documentText>
  money: (value: string) => string
  /** A credit note is stored with negative amounts and read with positive ones. */
  shown: (value: string) => string
}

/** An invoice or credit note from its frozen content alone: the same content gives the same bytes. */
export function drawInvoice({ document, logo }: InvoiceDrawing) {
  const t = documentText(document.locale, 'invoices')
  const isCredit = document.kind === 'credit_note'
  const shown = (value: string) => (isCredit ? negate(value).replace(/^-(0(\.0+)?)$/, '$1') : value)
  const money = (value: string) => formatMoney(shown(value), document.locale)
  const print: Print = { document, t, money, shown }
  const { seller } = document
  const title = t(isCredit ? 'pdf.creditNote' : 'pdf.invoice')
  const number = document.number || t('pdf.concept')
  return (
    <Document
      title={`${title} ${number}`}
      author={seller.name}
      subject={document.buyer.name}
      creator="Werkstroom"
      producer="Werkstroom"
      language={document.locale}
      creationDate={new Date(document.record?.finalizedAt ?? `${document.issuedOn}T00:00:00Z`)}
    >
      <Paper
        colour={seller.colour}
        footer={`${number} · ${sellerLine(print)}`}
        pageWords={(page, pages) => t('pdf.page', { page, pages })}
      >
        <Letterhead
          company={seller.name}
          lines={[...seller.lines, [seller.phone, seller.email].filter(Boolean).join(' · '), seller.website]}
          logo={logo ?? undefined}
          title={title}
          subtitle={[number]}
        />
        <Parties {...print} />
        {document.notes !== '' && <Text style={{ marginTop: 14 }}>{document.notes}</Text>}
        <Lines {...print} />
        <Sums {...print} />
        {!isCredit && <Payment {...print} />}
        <SmallPrint {...print} />
      </Paper>
    </Document>
  )
}

function Parties({ document, t }: Print) {
  const { buyer, seller, credits } = document
  const abroad = buyer.country !== seller.country ? countryName(buyer.country, document.locale) : ''
  const facts = [
    [t('pdf.issuedOn'), day(document, document.issuedOn)],
    document.kind === 'invoice' ? [t('pdf.dueOn'), day(document, document.dueOn)] : null,
    document.suppliedOn ? [t('pdf.suppliedOn'), day(document, document.suppliedOn)] : null,
    document.poNumber ? [t('pdf.poNumber'), document.poNumber] : null,
    [t('pdf.customerNumber'), buyer.customerNumber],
    credits ? [t('pdf.credits'), `${credits.number} (${day(document, credits.issuedOn)})`] : null,
    credits?.reason ? [t('pdf.reason'), credits.reason] : null,
  ].filter((fact): fact is [string, string] => fact !== null && fact[1] !== '')
  return (
    <View style={[sheet.columns, { marginTop: 6 }]}>
      <View style={{ flex: 1 }}>
        <Text style={sheet.label}>{t('pdf.to')}</Text>
        <Text style={[sheet.strong, { fontSize: 11, marginTop: 2 }]}>{buyer.name}</Text>
        {[...buyer.lines, abroad].filter(Boolean).map((line) => (
          <Text key={line} style={{ marginTop: 2 }}>
            {line}
          </Text>
        ))}
        {buyer.vatNumber !== '' && (
          <Text style={[sheet.soft, { marginTop: 4 }]}>{`${t('pdf.vatNumber')} ${spacedVat(buyer.vatNumber)}`}</Text>
        )}
      </View>
      <View style={{ width: 250 }}>
        {facts.map(([label, value]) => (
          <View key={label} style={{ flexDirection: 'row', gap: 10, marginBottom: 3.5 }}>
            <Text style={[sheet.soft, { width: 100 }]}>{label}</Text>
            <Text style={[{ flex: 1 }, sheet.strong]}>{value}</Text>
          </View>
        ))}
      </View>
    </View>
  )
}

const widths = { quantity: 62, price: 66, discount: 38, vat: 34, net: 72 }

function Lines(print: Print) {
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

function Sums({ document, t, money }: Print) {
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

function Payment({ document, t, money }: Print) {
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

function SmallPrint({ document }: Print) {
  const said = [...document.vat.map(({ reason }) => reason), document.footer].filter(Boolean)
  return (
    <View style={{ marginTop: 16 }}>
      {said.map((text) => (
        <Text key={text} style={[sheet.small, sheet.soft, { marginBottom: 5 }]}>
          {text}
        </Text>
      ))}
    </View>
  )
}

function sellerLine({ document, t }: Print): string {
  const { seller } = document
  const enterprise = seller.enterpriseNumber
    ? `${t(seller.country === 'NL' ? 'pdf.kvk' : 'pdf.enterpriseNumber')} ${spacedEnterprise(seller.enterpriseNumber, seller.country)}`
    : ''
  return [
    seller.name,
    seller.lines.join(', '),
    seller.vatNumber ? `${t('pdf.vatNumber')} ${spacedVat(seller.vatNumber)}` : '',
    enterprise,
  ]
    .filter(Boolean)
    .join(' · ')
}

function rateName(group: { category: string; rate: string }, locale: string, t: Print['t']): string {
  const rate = `${formatDecimal(group.rate, locale)} %`
  return group.category === 'S' || group.category === 'Z' ? rate : t(`pdf.category.${group.category}`)
}

function vatLabel(line: DocumentLine, locale: string, t: Print['t']): string {
  if (line.vatCategory === 'S' || line.vatCategory === 'Z') return `${formatDecimal(line.vatRate, locale)} %`
  return t(`pdf.short.${line.vatCategory}`)
}

function percentOf(value: string, locale: string): string {
  return compare(value, '0') === 0 ? '' : `${formatDecimal(value, locale)} %`
}

/** A quantity with the sign turned on a credit note: three decimals at most, which formatting trims. */
function shown3(quantity: string, shown: (value: string) => string): string {
  const isTurned = shown('1.00').startsWith('-')
  if (!isTurned) return quantity
  return quantity.startsWith('-') ? quantity.slice(1) : `-${quantity}`
}

function day({ locale }: InvoiceDocument, date: DayText): string {
  const parts = date.split('-').map(Number)
  const at = new Date(Date.UTC(parts[0] ?? 0, (parts[1] ?? 1) - 1, parts[2] ?? 1))
  return new Intl.DateTimeFormat(intlLocale(locale), { dateStyle: 'long', timeZone: 'UTC' }).format(at)
}

function countryName(country: string, locale: string): string {
  return new Intl.DisplayNames([intlLocale(locale)], { type: 'region' }).of(country) ?? country
}

function spacedIban(iban: string): string {
  return iban.replace(/\s/g, '').replace(/(.{4})(?=.)/g, '$1 ')
}

function spacedVat(vatNumber: string): string {
  const belgian = /^BE(\d{4})(\d{3})(\d{3})$/.exec(vatNumber.replace(/[\s.]/g, ''))
  return belgian ? `BE ${belgian[1]}.${belgian[2]}.${belgian[3]}` : vatNumber
}

function spacedEnterprise(number: string, country: string): string {
  const belgian = /^(\d{4})(\d{3})(\d{3})$/.exec(number)
  return country === 'BE' && belgian ? `${belgian[1]}.${belgian[2]}.${belgian[3]}` : number
}
