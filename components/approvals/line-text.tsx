import { FileText } from 'lucide-react'
import type { RequestPage } from '@/lib/approvals/queries/request'
import { type ApprovalLineFacts, dayText, hoursText } from '@/lib/approvals/rules'
import { formatMoney, intlLocale } from '@/lib/money'
import type { ApprovalWords } from './request-head'

export type PageLine = RequestPage['lines'][number]

/** Lines by who booked them, in the order of the request. */
export function byMember(lines: readonly PageLine[]): [string, PageLine[]][] {
  return [...Map.groupBy(lines, (line) => line.facts.member)].map(([member, own]) => [
    member,
    own.toSorted((a, b) => a.facts.day.localeCompare(b.facts.day) || a.position - b.position),
  ])
}

/** How much of what: `7 u 30 · werk`, `€ 12,10 · parkeren`. */
export function amountText(facts: ApprovalLineFacts, { t, locale }: ApprovalWords): string {
  return facts.kind === 'hours'
    ? `${hoursText(facts.minutes, t)} · ${t(`hourType.${facts.hourType}`)}`
    : `${formatMoney(facts.grossAmount, intlLocale(locale))} · ${t(`expenseKind.${facts.expenseKind}`)}`
}

/** A line as it was offered: day, how much, what for, and the photos, receipt and report beside it. */
export function LineText({
  line,
  files,
  words,
  token,
}: {
  line: PageLine
  files: RequestPage['files']
  words: ApprovalWords
  token: string
}) {
  const { facts } = line
  const { t, locale, timeZone } = words
  const clock = new Intl.DateTimeFormat(intlLocale(locale), { hour: '2-digit', minute: '2-digit', timeZone })
  const span =
    facts.kind === 'hours' && facts.startAt && facts.endAt
      ? clock.formatRange(new Date(facts.startAt), new Date(facts.endAt))
      : ''
  const beside = files.filter((file) => facts.fileIds.includes(file.id))
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="inline-block text-ink-soft first-letter:uppercase">{dayText(facts.day, locale, 'full')}</span>
        <span className="tabular font-medium">{amountText(facts, words)}</span>
        {span && <span className="tabular text-sm text-ink-soft">{span}</span>}
      </p>
      {facts.phase && <p className="text-sm text-ink-soft">{facts.phase}</p>}
      {facts.notes && <p className="whitespace-pre-line wrap-anywhere">{facts.notes}</p>}
      {beside.length > 0 && (
        <ul className="flex flex-wrap gap-2 pt-1">
          {beside.map((file) => (
            <li key={file.id}>
              <a
                href={`/approval/${token}/download?file=${file.id}`}
                className="focus-ring flex min-h-11 items-center gap-2 rounded-sm text-(--company-ink) underline underline-offset-4"
              >
                {file.type.startsWith('image/') ? (
                  // biome-ignore lint/performance/noImgElement: already re-encoded in the right size
                  <img
                    src={`/approval/${token}/download?file=${file.id}&w=160`}
                    alt={t(facts.kind === 'expense' ? 'page.receipt' : 'page.photo')}
                    loading="lazy"
                    className="size-16 rounded-sm border border-line object-cover"
                  />
                ) : (
                  <>
                    <FileText aria-hidden className="size-5 shrink-0" />
                    {facts.kind === 'expense' ? t('page.receipt') : t('page.report')}
                  </>
                )}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
