import { getLocale, getTranslations } from 'next-intl/server'
import { contractText, rowsShown, shownFrom } from '@/components/reports/view'
import { formatLocaleOf } from '@/components/ui/format-locale'
import { reading } from '@/lib/auth/actor'
import { requireRoute } from '@/lib/auth/route'
import { unbilledWork } from '@/lib/reports/queries/unbilled'
import { dayIn, daysBetween, Temporal } from '@/lib/time'
import { mostSheetRows, workbook } from '@/lib/xlsx'

/** What is not invoiced yet as a workbook, with the filters of the screen: `?by=customer&in=<id>&reason=control`. */
export async function GET(request: Request): Promise<Response> {
  const session = await requireRoute('/unbilled/export')
  if (session instanceof Response) return session
  const shown = shownFrom(new URL(request.url).searchParams)
  const today = dayIn(session.organization.timeZone, Temporal.Now.instant())
  const { rows } = await reading(session.actor, (read) => unbilledWork(read, today, mostSheetRows))
  const [t, roles] = await Promise.all([getTranslations('reports'), getTranslations('auth.roles')])
  const formatLocale = formatLocaleOf(await getLocale(), session.organization.country)
  const file = await workbook(
    t('export.sheet'),
    [
      { kind: 'text', head: t('column.number'), width: 16, value: (row) => row.number },
      { kind: 'text', head: t('column.customer'), width: 30, value: (row) => row.customer },
      { kind: 'text', head: t('export.title'), width: 40, value: (row) => row.title },
      { kind: 'text', head: t('export.project'), width: 30, value: (row) => row.project },
      { kind: 'text', head: t('export.contract'), width: 44, value: (row) => contractText(row, formatLocale) },
      { kind: 'text', head: t('column.reason'), width: 28, value: (row) => t(`reason.${row.reason}`) },
      {
        kind: 'text',
        head: t('column.owner'),
        width: 22,
        value: (row) => (row.ownerRole ? roles(row.ownerRole) : row.owner),
      },
      { kind: 'day', head: t('export.since'), width: 12, value: (row) => row.sinceOn },
      { kind: 'count', head: t('trend.days'), width: 8, value: (row) => daysBetween(row.sinceOn, today) },
      { kind: 'count', head: t('export.lines'), width: 8, value: (row) => row.lines },
      { kind: 'amount', head: t('column.amount'), width: 14, value: (row) => row.amount },
      { kind: 'text', head: t('export.remark'), width: 40, value: (row) => row.remark },
    ],
    rowsShown(rows, shown),
  )
  return new Response(file, {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': `attachment; filename="${t('export.file')}-${today}.xlsx"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  })
}
