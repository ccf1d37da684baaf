import { Document, Text, View } from '@react-pdf/renderer'
import type { ComponentProps } from 'react'
import { Block, ink, Letterhead, Paper, Picture, sheet, Table } from '@/components/documents/parts'
import { formatDecimal, intlLocale } from '@/lib/money'
import { documentText } from '@/lib/text'
import { Answers } from './pdf/answers'
import { Counts } from './pdf/counts'
import type { WorkReportContent, WorkReportDrawing } from './rules'

type Words = ReturnType<typeof documentText>
type Print = { content: WorkReportContent; images: WorkReportDrawing['images']; t: Words }

/** The work report as the customer keeps it: what was done, by whom, with what, and who signed. No prices. */
export function drawWorkReport({ content, images }: WorkReportDrawing) {
  const t = documentText(content.locale, 'execution')
  const print: Print = { content, images, t }
  const { organization } = content
  return (
    <Document
      title={`${t('report.title')} ${content.orderNumber}`}
      author={organization.name}
      creator="Werkstroom"
      producer="Werkstroom"
      language={content.locale}
      creationDate={new Date(content.closedAt)}
    >
      <Paper
        colour={organization.colour}
        footer={organization.footer}
        pageWords={(page, pages) => t('report.page', { page, pages })}
      >
        <Letterhead
          company={organization.name}
          lines={organization.lines}
          logo={organization.logoFileId ? images[organization.logoFileId] : undefined}
          title={t('report.title')}
          subtitle={[content.orderNumber, content.orderTitle, day(content, content.closedAt)]}
        />
        <View style={sheet.columns}>
          <Block label={t('report.customer')} lines={content.customer} />
          <Block label={t('report.site')} lines={content.site} />
        </View>
        <View style={[sheet.columns, { marginTop: 10 }]}>
          <Block label={t('report.team')} lines={content.team} />
          <Block label={t('report.asset')} lines={content.asset} />
          {content.asset.length === 0 && <View style={sheet.column} />}
        </View>
        <Outcome {...print} />
        <Hours {...print} />
        <Answers {...print} />
        <Materials {...print} />
        <Counts {...print} />
        <Notes {...print} />
        <Photos {...print} />
        <Signatures {...print} />
      </Paper>
    </Document>
  )
}

function Outcome({ content, t }: Print) {
  const tone = content.outcome === 'completed' ? '#155c33' : '#7a4700'
  const ground = content.outcome === 'completed' ? '#e2f4e9' : '#fdf1da'
  const rest = content.outcome === 'no_access' ? content.noAccessReason : ''
  return (
    <View style={{ marginTop: 16, padding: 9, backgroundColor: ground, borderRadius: 3 }} wrap={false}>
      <Text style={[sheet.strong, { color: tone }]}>{t(`report.outcome.${content.outcome}`)}</Text>
      {rest !== '' && <Text>{rest}</Text>}
      {content.remainingWork !== '' && <Text>{`${t('report.remaining')}: ${content.remainingWork}`}</Text>}
    </View>
  )
}

function Hours({ content, t }: Print) {
  if (content.hours.length === 0) return null
  const worked = content.hours.filter(({ hourType }) => hourType !== 'break')
  const total = worked.reduce((minutes, entry) => minutes + entry.minutes, 0)
  return (
    <View>
      <Heading>{t('report.hours')}</Heading>
      <Table
        rows={content.hours}
        columns={[
          { head: t('report.who'), share: 3, cell: (row) => row.member },
          { head: t('report.day'), share: 2, cell: (row) => day(content, row.startAt) },
          { head: t('report.type'), share: 2, cell: (row) => t(`report.hourType.${row.hourType}`) },
          { head: t('report.from'), fixed: 46, cell: (row) => clock(content, row.startAt) },
          { head: t('report.to'), fixed: 46, cell: (row) => clock(content, row.endAt) },
          {
            head: t('report.duration'),
            fixed: 62,
            isRight: true,
            cell: (row) => `${row.isEdited ? '* ' : ''}${duration(row.minutes, t)}`,
          },
        ]}
      />
      <View style={{ flexDirection: 'row', justifyContent: 'space-between', paddingTop: 4 }}>
        <Text style={[sheet.small, sheet.soft]}>
          {content.hours.some(({ isEdited }) => isEdited) ? t('report.edited') : ''}
        </Text>
        <Text style={sheet.strong}>{`${t('report.total')} ${duration(total, t)}`}</Text>
      </View>
    </View>
  )
}

function Materials({ content, t }: Print) {
  const used = content.materials.filter(({ billing }) => billing !== 'extra')
  const extra = content.materials.filter(({ billing }) => billing === 'extra')
  return (
    <>
      {used.length > 0 && <MaterialTable title={t('report.materials')} rows={used} content={content} t={t} />}
      {extra.length > 0 && <MaterialTable title={t('report.extra')} rows={extra} content={content} t={t} />}
    </>
  )
}

function MaterialTable({
  title,
  rows,
  content,
  t,
}: {
  title: string
  rows: WorkReportContent['materials']
  content: WorkReportContent
  t: Words
}) {
  return (
    <View>
      <Heading>{title}</Heading>
      <Table
        rows={rows}
        columns={[
          { head: t('report.description'), share: 5, cell: (row) => row.description },
          {
            head: t('report.quantity'),
            share: 1,
            isRight: true,
            cell: (row) => (row.kind === 'text' ? '' : `${formatDecimal(row.quantity, content.locale)} ${row.unit}`),
          },
        ]}
      />
    </View>
  )
}

function Notes({ content, t }: Print) {
  if (content.notes.length === 0) return null
  return (
    <View>
      {content.notes.map((note, index) => (
        <View key={index} wrap={note.length > 1500}>
          {index === 0 && <Heading>{t('report.notes')}</Heading>}
          <Text style={{ marginBottom: 4 }}>{note}</Text>
        </View>
      ))}
    </View>
  )
}

function Photos({ content, images, t }: Print) {
  const groups = (['photo_before', 'photo_after', 'photo'] as const)
    .map((kind) => ({ kind, photos: content.photos.filter((photo) => photo.kind === kind) }))
    .filter(({ photos }) => photos.length > 0)
  return groups.map(({ kind, photos }) => (
    <View key={kind}>
      {rowsOf(photos, 3).map((row, index) => (
        <View key={index} wrap={false}>
          {index === 0 && <Heading>{t(`report.photos.${kind}`)}</Heading>}
          <View style={{ flexDirection: 'row', gap: 8, marginBottom: 8 }}>
            {row.map(({ fileId, takenAt }) => (
              <View key={fileId} style={{ width: 163 }}>
                <PictureOf
                  bytes={images[fileId]}
                  style={{ width: 163, height: 122, objectFit: 'cover', borderRadius: 2 }}
                />
                {takenAt && (
                  <Text style={[sheet.small, sheet.soft, { marginTop: 2 }]}>
                    {`${day(content, takenAt)} ${clock(content, takenAt)}`}
                  </Text>
                )}
              </View>
            ))}
          </View>
        </View>
      ))}
    </View>
  ))
}

function Signatures({ content, images, t }: Print) {
  if (content.signatures.length === 0) return null
  return (
    <View wrap={false}>
      <Heading>{t('report.signatures')}</Heading>
      <View style={sheet.columns}>
        {content.signatures.map((signature) => (
          <View key={signature.signer} style={{ flex: 1, maxWidth: 250 }}>
            <Text style={sheet.label}>{t(`report.signer.${signature.signer}`)}</Text>
            <View
              style={{ height: 72, borderBottomWidth: 1, borderBottomColor: ink.strong, justifyContent: 'flex-end' }}
            >
              {signature.fileId ? (
                <PictureOf
                  bytes={images[signature.fileId]}
                  style={{ height: 68, width: 220, objectFit: 'contain', objectPosition: 'left bottom' }}
                />
              ) : (
                <Text style={{ marginBottom: 4 }}>{signature.absentReason}</Text>
              )}
            </View>
            <Text style={[sheet.strong, { marginTop: 3 }]}>{signature.name}</Text>
            <Text style={[sheet.small, sheet.soft]}>
              {`${day(content, signature.signedAt)} ${clock(content, signature.signedAt)}`}
            </Text>
          </View>
        ))}
      </View>
    </View>
  )
}

function Heading({ children }: { children: string }) {
  return (
    <Text style={sheet.heading} minPresenceAhead={40}>
      {children}
    </Text>
  )
}

function PictureOf({
  bytes,
  style,
}: {
  bytes: Uint8Array | undefined
  style: ComponentProps<typeof Picture>['style']
}) {
  return bytes ? <Picture bytes={bytes} style={style} /> : null
}

function rowsOf<Item>(items: Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, row) => items.slice(row * size, (row + 1) * size))
}

function day({ locale, timeZone }: WorkReportContent, at: string): string {
  return new Intl.DateTimeFormat(intlLocale(locale), { dateStyle: 'medium', timeZone }).format(new Date(at))
}

function clock({ locale, timeZone }: WorkReportContent, at: string): string {
  return new Intl.DateTimeFormat(intlLocale(locale), { hour: '2-digit', minute: '2-digit', timeZone }).format(
    new Date(at),
  )
}

/** 105 → "1 u 45". */
function duration(minutes: number, t: Words): string {
  return t('report.minutes', { hours: Math.floor(minutes / 60), minutes: String(minutes % 60).padStart(2, '0') })
}
