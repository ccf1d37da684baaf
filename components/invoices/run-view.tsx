'use client'
import { FileCheck2, Pause, Play, RotateCcw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useLive } from '@/components/live/use-live'
import { StatusBadge, type Tone } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { type DataColumn, DataTable } from '@/components/ui/data-table'
import { DateText } from '@/components/ui/date-text'
import { EmptyState } from '@/components/ui/empty-state'
import { Money } from '@/components/ui/money'
import { Page, PageHeader } from '@/components/ui/page-header'
import { ProgressBar } from '@/components/ui/progress-bar'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import { useRefusalText } from '@/components/ui/use-refusal-text'
import { stepRun } from '@/lib/invoices/actions'
import type { RunItemRow, RunPage } from '@/lib/invoices/queries/run'
import { type RunStep, runProgress, runState } from '@/lib/invoices/rules/run'
import { sum } from '@/lib/money'
import { RunStateBadge } from './run-state'
import { useCalmRefresh } from './use-calm-refresh'

/** A run at work: how far it is, what came of each, what failed and why; paused, resumed and tried again. */
export function RunView({ run, timeline }: { run: RunPage; timeline: ReactNode }) {
  const { facts, items } = run
  const t = useTranslations('invoices.run')
  const words = useRefusalText()
  const toast = useToast()
  const refresh = useRefresh()
  const refreshSoon = useCalmRefresh()
  const stepping = useAction(stepRun)
  useLive(['invoice_run'], (event) => {
    if (event === null || event.id === run.id) refreshSoon()
  })
  // Its mails leave after it is done: they count too.
  useLive(['invoice'], refreshSoon)
  const state = runState(facts)
  const progress = runProgress(facts)
  const failed = facts.making.failed + facts.finalizing.failed
  const isWorking = state === 'making' || state === 'finalizing'
  const concepts = items.filter(({ invoiceId }) => invoiceId !== null)
  const sent = concepts.filter(({ sentAt }) => sentAt !== null).length
  // What became a concept shows as that concept.
  const shown = items.filter((item) => item.invoiceId !== null || item.state !== 'done' || item.code !== '')

  async function take(step: RunStep) {
    const reply = await stepping.run({ id: run.id, step })
    if (!reply.ok) return toast.refused(reply)
    refresh()
  }

  const columns: DataColumn<RunItemRow>[] = [
    {
      id: 'customer',
      header: t('customer'),
      grow: 2,
      card: 'title',
      cell: (item) => item.customer,
      total: t('rows', { count: shown.length }),
    },
    {
      id: 'number',
      header: t('number'),
      grow: 3,
      cell: (item) => (
        <span className="truncate" title={item.work || undefined}>
          {item.number && <span className="tabular">{item.number} </span>}
          <span className={item.number ? 'text-ink-soft' : undefined}>
            {item.work || (item.number ? '' : t('concept'))}
          </span>
        </span>
      ),
    },
    {
      id: 'state',
      header: t('state'),
      grow: 3,
      card: 'badge',
      cell: (item) => {
        const [tone, key] = stateOf(item)
        return (
          <span title={item.code ? words(item.code, item.params) : undefined} className="flex min-w-0">
            <StatusBadge
              tone={tone}
              look="plain"
              // On a card there is no tooltip to read the rest in.
              className={
                item.code
                  ? 'max-md:items-start max-md:whitespace-normal max-md:*:overflow-visible max-md:*:whitespace-normal'
                  : undefined
              }
            >
              {item.code ? words(item.code, item.params) : t(`item.${key}`)}
            </StatusBadge>
          </span>
        )
      },
    },
    {
      id: 'amount',
      header: t('amount'),
      width: 140,
      align: 'end',
      cell: (item) => item.netAmount && <Money value={item.netAmount} />,
      total: <Money value={sum(concepts.map(({ netAmount }) => netAmount))} isStrong />,
    },
  ]

  return (
    <Page isFilled>
      <PageHeader
        back={{ href: '/invoices/run', label: t('title') }}
        title={
          <>
            {t('runOf')} <DateText value={run.createdAt} hasTime />
          </>
        }
        badge={<RunStateBadge state={state} />}
        description={t('startedBy', { name: run.startedBy })}
        actions={
          <>
            {failed > 0 && (
              <Button icon={<RotateCcw />} isPending={stepping.isPending} onPress={() => void take('retry')}>
                {t('retry', { count: failed })}
              </Button>
            )}
            {isWorking && (
              <Button icon={<Pause />} isPending={stepping.isPending} onPress={() => void take('pause')}>
                {t('pause')}
              </Button>
            )}
          </>
        }
        primary={
          state === 'paused' ? (
            <Button
              variant="primary"
              icon={<Play />}
              isPending={stepping.isPending}
              onPress={() => void take('resume')}
            >
              {t('resume')}
            </Button>
          ) : (
            state === 'ready' && (
              <Button
                variant="primary"
                icon={<FileCheck2 />}
                isPending={stepping.isPending}
                onPress={() => void take('finalize')}
              >
                {t('finalize', { count: facts.finalizing.waiting })}
              </Button>
            )
          )
        }
      />
      {state === 'paused' && run.pausedCode !== '' && (
        <p role="alert" className="rounded-md border border-alert-line bg-alert-bg px-4 py-2 text-alert-fg">
          {words(run.pausedCode, { name: run.actingName })}
        </p>
      )}
      <div role="status" className="flex flex-col gap-1">
        {progress.total > 0 && (
          <ProgressBar
            label={t(facts.finalizingAt === null ? 'making' : 'finalizing')}
            done={progress.done + progress.failed}
            total={progress.total}
            tone={progress.failed > 0 ? 'alert' : state === 'paused' ? 'running' : 'done'}
          />
        )}
        <p className="text-sm text-ink-soft">
          {state === 'ready'
            ? t('look', { count: facts.finalizing.waiting })
            : t('sent', { sent, count: facts.finalizing.done, failed })}
        </p>
      </div>
      <DataTable
        isFilled
        label={t('title')}
        rows={shown}
        columns={columns}
        rowId={({ id }) => id}
        rowHref={hrefOf}
        rowTone={({ state: one }) => (one === 'failed' ? 'alert' : null)}
        empty={<EmptyState title={t('emptyRun')} />}
      />
      <details className="shrink-0 rounded-md border border-line bg-surface">
        <summary className="cursor-pointer px-4 py-2 font-medium">{t('timeline')}</summary>
        <div className="px-4 pb-4">{timeline}</div>
      </details>
    </Page>
  )
}

function hrefOf({ invoiceId, orderId, projectId, contractId }: RunItemRow): string {
  if (invoiceId) return `/invoices/${invoiceId}`
  if (contractId) return `/contracts/${contractId}`
  return orderId ? `/orders/${orderId}` : `/projects/${projectId}`
}

function stateOf(item: RunItemRow): [Tone, 'failed' | 'sent' | 'final' | 'concept' | 'waiting' | 'nothing'] {
  if (item.state === 'failed') return ['alert', 'failed']
  if (item.invoiceId === null) return item.state === 'done' ? ['todo', 'nothing'] : ['todo', 'waiting']
  if (item.sentAt) return ['done', 'sent']
  return item.number ? ['billing', 'final'] : ['planned', 'concept']
}
