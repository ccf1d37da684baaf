import { Download } from 'lucide-react'
import { buttonStyle } from '@/components/ui/button-style'
import type { RequestPage } from '@/lib/approvals/queries/request'
import { dayText, hoursText } from '@/lib/approvals/rules'
import { formatMoney, intlLocale, sum } from '@/lib/money'
import type { documentText } from '@/lib/text'

export type ApprovalWords = { t: ReturnType<typeof documentText>; locale: string; timeZone: string }

/** What it is about: project, period, how many people, hours and expenses. */
export function RequestHead({ page, words: { t, locale } }: { page: RequestPage; words: ApprovalWords }) {
  const { request, project, lines } = page
  const people = new Set(lines.map(({ facts }) => facts.member)).size
  const costs = sum(lines.map(({ facts }) => (facts.kind === 'expense' ? facts.grossAmount : null)))
  const total = [
    t('page.members', { count: people }),
    hoursText(request.minutes, t),
    ...(Number(costs) > 0 ? [t('page.expensesTotal', { amount: formatMoney(costs, intlLocale(locale)) })] : []),
  ]
  return (
    <header className="flex flex-col gap-1">
      <p className="tabular text-ink-soft">{`${t('page.title')} · ${request.number}`}</p>
      <h1 className="text-2xl font-medium wrap-anywhere">{project ? `${project.name}` : page.customer.name}</h1>
      <p className="text-ink-soft">
        {t('page.span', { from: dayText(request.periodFrom, locale), to: dayText(request.periodTo, locale) })}
      </p>
      <p className="tabular font-medium">{total.join(' · ')}</p>
    </header>
  )
}

/** The timesheet to keep. */
export function Downloads({ token, words: { t } }: { token: string; words: ApprovalWords }) {
  return (
    <nav aria-label={t('page.downloads')} className="flex flex-wrap gap-3">
      {(['pdf', 'csv'] as const).map((kind) => (
        <a
          key={kind}
          href={`/approval/${token}/download${kind === 'csv' ? '?as=csv' : ''}`}
          download
          className={buttonStyle('secondary', 'lg')}
        >
          <Download aria-hidden className="size-5" />
          {t(`page.${kind}`)}
        </a>
      ))}
    </nav>
  )
}
