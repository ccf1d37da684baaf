import { Document, Text, View } from '@react-pdf/renderer'
import { Block, Letterhead, Paper, sheet, Table } from '@/components/documents/parts'
import { formatDecimal, formatMoney } from '@/lib/money'
import { documentText } from '@/lib/text'
import { byProject, type InvoicedWorkDrawing } from '../rules/timesheet'
import { day } from './print'

/** The hours behind an invoice, day by day, with who approved them: what goes along when no customer signed a timesheet. */
export function drawInvoicedWork({ document, lines, logo }: InvoicedWorkDrawing) {
  const t = documentText(document.locale, 'invoices')
  const { seller, buyer, locale } = document
  const title = t('timesheet.title')
  const number = document.number || t('pdf.concept')
  const hours = (minutes: number) =>
    `${formatDecimal(String(minutes / 60), locale, { min: 2, max: 2 })} ${t('project.hourUnit')}`
  return (
    <Document
      title={`${title} ${number}`}
      author={seller.name}
      subject={buyer.name}
      creator="Werkstroom"
      producer="Werkstroom"
      language={locale}
      creationDate={new Date(document.record?.finalizedAt ?? `${document.issuedOn}T00:00:00Z`)}
    >
      <Paper
        colour={seller.colour}
        footer={`${title} · ${number} · ${seller.name}`}
        pageWords={(page, pages) => t('pdf.page', { page, pages })}
      >
        <Letterhead
          company={seller.name}
          lines={seller.lines}
          logo={logo ?? undefined}
          title={title}
          subtitle={[t('timesheet.of', { number }), day(document, document.issuedOn)]}
        />
        <Block label={t('pdf.to')} lines={[buyer.name, ...buyer.lines]} />
        {byProject(lines).map((project) => (
          <View key={project.title}>
            <Text style={sheet.heading}>{project.title}</Text>
            <Table
              rows={project.lines}
              columns={[
                { head: t('timesheet.day'), fixed: 92, cell: (line) => day(document, line.day) },
                { head: t('timesheet.who'), share: 2, cell: ({ member }) => member },
                {
                  head: t('timesheet.what'),
                  share: 4,
                  cell: ({ kind, what, phase, notes }) =>
                    [t(kind === 'hours' ? `project.type.${what}` : `timesheet.expense.${what}`), phase, notes]
                      .filter(Boolean)
                      .join(' · '),
                },
                {
                  head: t('timesheet.amount'),
                  fixed: 66,
                  isRight: true,
                  cell: ({ kind, minutes, amount }) =>
                    kind === 'hours' ? hours(minutes) : formatMoney(amount ?? '0', locale),
                },
                { head: t('timesheet.approvedBy'), share: 2, cell: ({ approvedBy }) => approvedBy },
              ]}
            />
            <View style={{ flexDirection: 'row', justifyContent: 'flex-end', paddingTop: 4 }}>
              <Text style={sheet.strong}>{`${t('timesheet.total')} ${hours(project.minutes)}`}</Text>
            </View>
          </View>
        ))}
      </Paper>
    </Document>
  )
}
