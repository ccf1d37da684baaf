import { Text, View } from '@react-pdf/renderer'
import { ink, Picture, sheet } from '@/components/documents/parts'
import type { documentText } from '@/lib/text'
import type { PrintedAnswer, WorkReportDrawing } from '../rules'

type Words = ReturnType<typeof documentText>

/** What was checked and measured, under the headings of the checklist; failed items stand out, with what is wrong. */
export function Answers({ content, images, t }: WorkReportDrawing & { t: Words }) {
  const { answers } = content
  if (answers.length === 0) return null
  const failed = answers.filter(({ isFailed }) => isFailed).length
  return (
    <View>
      <Text style={sheet.heading} minPresenceAhead={40}>
        {t('report.answers')}
      </Text>
      {failed > 0 && (
        <Text style={[sheet.strong, { color: ink.alert, marginBottom: 3 }]}>
          {t('report.failedCount', { count: failed })}
        </Text>
      )}
      {answers.map((answer, index) => (
        <View key={index} wrap={false}>
          {answer.section && answer.section !== answers[index - 1]?.section && (
            <Text style={[sheet.strong, { marginTop: 7, marginBottom: 2 }]}>{answer.section}</Text>
          )}
          <Answer answer={answer} images={images} t={t} />
        </View>
      ))}
    </View>
  )
}

function Answer({ answer, images, t }: { answer: PrintedAnswer; images: WorkReportDrawing['images']; t: Words }) {
  const alert = [sheet.small, { color: ink.alert }]
  return (
    <View style={sheet.row}>
      <Text style={{ flex: 1, color: ink.soft }}>{answer.label}</Text>
      <View style={{ flex: 1 }}>
        {answer.kind !== 'files' && (
          <Text style={answer.isFailed || answer.isOutside ? [sheet.strong, { color: ink.alert }] : sheet.strong}>
            {answer.kind === 'yes_no' ? t(`report.answer.${answer.text}`) : answer.text}
            {answer.isFailed && ` · ${t('report.failed')}`}
          </Text>
        )}
        {answer.isOutside && <Text style={alert}>{t('report.outside', { limits: answer.limits })}</Text>}
        {answer.remark && <Text style={sheet.small}>{answer.remark}</Text>}
        {answer.fileIds.length > 0 && (
          <View style={{ flexDirection: 'row', flexWrap: 'wrap', gap: 6, marginTop: 2 }}>
            {answer.fileIds.flatMap((id) => {
              const bytes = images[id]
              return bytes ? (
                <Picture key={id} bytes={bytes} style={{ height: 74, maxWidth: 110, objectFit: 'contain' }} />
              ) : (
                []
              )
            })}
          </View>
        )}
      </View>
    </View>
  )
}
