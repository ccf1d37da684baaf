import { Document, Text, View } from '@react-pdf/renderer'
import { Block, Letterhead, Paper, sheet, Table } from '@/components/documents/parts'
import { intlLocale } from '@/lib/money'
import { documentText } from '@/lib/text'
import { dayText, hoursText, type TimesheetContent, type TimesheetDrawing } from './rules'
import { groupOf, quantityText, sortText, totalsOf } from './rules/shown'

type Words = ReturnType<typeof documentText>

/** The timesheet as the customer keeps it: every line with its answer, and who gave it, when and from where. */
export function drawTimesheet({ content, logo }: TimesheetDrawing) {
  const t = documentText(content.locale, 'approvals')
  const { organization, locale } = content
  const isOrder = content.kind === 'order'
  const title = t(isOrder ? 'order.title' : 'report.title')
  return (
    <Document
      title={`${title} ${content.number}`}
      author={organization.name}
      creator="Werkstroom"
      producer="Werkstroom"
      language={locale}
      creationDate={new Date(content.madeAt)}
    >
      <Paper
        colour={organization.colour}
        footer={organization.footer}
        pageWords={(page, pages) => t('report.page', { page, pages })}
      >
        <Letterhead
          company={organization.name}
          lines={organization.lines}
          logo={logo ?? undefined}
          title={title}
          subtitle={[content.number, `${dayText(content.from, locale)} – ${dayText(content.to, locale)}`]}
        />
        <View style={sheet.columns}>
          <Block label={t('report.customer')} lines={[content.customer]} />
          <Block label={t(isOrder ? 'order.about' : 'report.project')} lines={[content.project]} />
        </View>
        <Lines content={content} t={t} />
        <Evidence content={content} t={t} />
      </Paper>
    </Document>
  )
}

function Lines({ content, t }: { content: TimesheetContent; t: Words }) {
  const { locale, lines } = content
  const { minutes } = totalsOf(lines)
  const approved = totalsOf(lines.filter(({ answer }) => answer === 'approved')).minutes
  // What was rejected is not what is billed: the invoice beside it says the second.
  const isPartly = approved > 0 && approved < minutes
  const total = [
    `${t('report.total')} ${hoursText(minutes, t)}`,
    isPartly && `${t('page.approved')} ${hoursText(approved, t)}`,
  ]
  return (
    <View style={{ marginTop: 16 }}>
      <Table
        rows={lines}
        columns={[
          { head: t('report.day'), fixed: 74, cell: ({ facts }) => dayText(facts.day, locale) },
          { head: t('report.who'), share: 2, cell: ({ facts }) => groupOf(facts) },
          {
            head: t('report.what'),
            share: 4,
            cell: ({ facts }) => [sortText(facts, t), facts.phase, facts.notes].filter(Boolean).join(' · '),
          },
          {
            head: t('report.amount'),
            fixed: 62,
            isRight: true,
            cell: ({ facts }) => quantityText(facts, locale, t),
          },
          {
            head: t('report.answer'),
            share: 3,
            cell: ({ answer, remark }) =>
              [answer ? t(`page.${answer}`) : t('page.noAnswer'), remark && `“${remark}”`].filter(Boolean).join(' '),
          },
        ]}
      />
      {content.kind === 'hours' && (
        <View style={{ flexDirection: 'row', justifyContent: 'flex-end', paddingTop: 4 }}>
          <Text style={sheet.strong}>{total.filter(Boolean).join(' · ')}</Text>
        </View>
      )}
    </View>
  )
}

function Evidence({ content, t }: { content: TimesheetContent; t: Words }) {
  const when = new Intl.DateTimeFormat(intlLocale(content.locale), {
    dateStyle: 'long',
    timeStyle: 'medium',
    timeZone: content.timeZone,
  })
  return (
    <View wrap={false}>
      <Text style={sheet.heading}>{t('report.evidence')}</Text>
      {content.silence && (
        <Text>
          {t('report.silence', {
            days: content.silence.days,
            email: content.silence.email,
            when: when.format(new Date(content.silence.at)),
          })}
        </Text>
      )}
      {content.evidence.length === 0 && !content.silence && <Text style={sheet.soft}>{t('report.open')}</Text>}
      {content.evidence.map(({ name, email, ip, at }) => (
        <Text key={`${name} ${at}`}>
          {t('report.evidenceLine', { name, email, ip, when: when.format(new Date(at)) })}
        </Text>
      ))}
    </View>
  )
}
