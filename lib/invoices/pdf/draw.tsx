import { Document, Text, View } from '@react-pdf/renderer'
import { Letterhead, Paper, sheet } from '@/components/documents/parts'
import { formatMoney, negate } from '@/lib/money'
import { documentText } from '@/lib/text'
import type { InvoiceDrawing } from '../rules/document'
import { Lines } from './lines'
import { countryName, day, type Print, spacedEnterprise, spacedVat } from './print'
import { Payment, Sums } from './sums'

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
        {document.closing && <Text style={{ marginTop: 14 }}>{document.closing}</Text>}
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
