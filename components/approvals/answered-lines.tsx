import { Badge } from '@/components/ui/badge'
import type { RequestPage } from '@/lib/approvals/queries/request'
import { byMember, LineText } from './line-text'
import type { ApprovalWords } from './request-head'

/** What was answered, line by line, and by whom. */
export function AnsweredLines({ page, words, token }: { page: RequestPage; words: ApprovalWords; token: string }) {
  const { t } = words
  return byMember(page.lines).map(([member, lines]) => (
    <section key={member} className="flex flex-col gap-2">
      <h2 className="text-lg font-medium">{member}</h2>
      <ul className="flex flex-col divide-y divide-line rounded-md border border-line bg-surface">
        {lines.map((line) => (
          <li key={line.id} className="flex flex-col gap-2 p-4 sm:flex-row sm:justify-between">
            <LineText line={line} files={page.files} words={words} token={token} />
            <div className="flex shrink-0 flex-col gap-1 sm:max-w-64 sm:items-end">
              <Badge tone={line.answer === 'approved' ? 'done' : line.answer === 'rejected' ? 'alert' : 'todo'}>
                {t(line.answer ? `page.${line.answer}` : 'page.noAnswer')}
              </Badge>
              {line.remark && <p className="wrap-anywhere">{`“${line.remark}”`}</p>}
              {line.answeredByName && <p className="text-sm text-ink-soft">{line.answeredByName}</p>}
            </div>
          </li>
        ))}
      </ul>
    </section>
  ))
}
