import { Text, View } from '@react-pdf/renderer'
import { sheet, Table } from '@/components/documents/parts'
import { formatDecimal } from '@/lib/money'
import type { documentText } from '@/lib/text'
import type { WorkReportContent } from '../rules'

/** What was loaded and delivered: the customer signs for it. */
export function Counts({ content, t }: { content: WorkReportContent; t: ReturnType<typeof documentText> }) {
  const { counts = [], locale } = content
  if (counts.length === 0) return null
  return (
    <View>
      <Text style={sheet.heading} minPresenceAhead={60}>
        {t('report.counts')}
      </Text>
      <Table
        rows={counts}
        columns={[
          {
            head: t('report.description'),
            share: 5,
            cell: (row) => [t(`report.counted.${row.kind}`), row.description].filter(Boolean).join(': '),
          },
          { head: t('report.quantity'), share: 1, isRight: true, cell: (row) => formatDecimal(row.count, locale) },
          {
            head: t('report.weight'),
            share: 1,
            isRight: true,
            cell: (row) => (row.weightKg ? `${formatDecimal(row.weightKg, locale)} kg` : ''),
          },
        ]}
      />
    </View>
  )
}
