'use client'
import { CircleCheck, Play, ReceiptText } from 'lucide-react'
import { useRouter, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { parseAsString, parseAsStringLiteral, useQueryState } from 'nuqs'
import { useRef, useState, useTransition } from 'react'
import { useLive } from '@/components/live/use-live'
import { Button } from '@/components/ui/button'
import { type DataColumn, DataTable } from '@/components/ui/data-table'
import { DatePicker } from '@/components/ui/date-picker'
import { EmptyState } from '@/components/ui/empty-state'
import { FilterChips } from '@/components/ui/filter-chips'
import { listParam } from '@/components/ui/filter-params'
import { Money } from '@/components/ui/money'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { newId } from '@/lib/ids'
import { startRun } from '@/lib/invoices/actions'
import type { RunSummary } from '@/lib/invoices/queries/run'
import { chosenOf, isChosen, notChosen, type RunRow } from '@/lib/invoices/rules/run-preview'
import { sum } from '@/lib/money'
import type { BehindRow } from '@/lib/reports/queries/run-preview'
import { addDays, type DayText, weekStart } from '@/lib/time'
import { RunBehind } from './run-behind'
import { RunLines } from './run-lines'
import { RunList } from './run-list'
import { useCalmRefresh } from './use-calm-refresh'

const views = ['out', 'behind', 'runs'] as const

/** What an invoice run would send, and what stays behind and why; one press starts it. */
export function RunPreview({
  rows,
  behind,
  runs,
  upTo,
  today,
}: {
  rows: RunRow[]
  behind: BehindRow[]
  runs: RunSummary[]
  upTo: DayText
  today: DayText
}) {
  const t = useTranslations('invoices.run')
  const router = useRouter()
  const toast = useToast()
  const refresh = useCalmRefresh()
  const search = useSearchParams()
  const [view, setView] = useQueryState('view', parseAsStringLiteral(views).withDefault('out'))
  const [isReading, startReading] = useTransition()
  const [, setUpTo] = useQueryState(
    'upTo',
    parseAsString.withOptions({ shallow: false, startTransition: startReading }),
  )
  const [opened, setOpened] = useState<RunRow | null>(null)
  const starting = useAction(startRun)
  // Pressing again after an answer that never came starts the same run.
  const runId = useRef(newId())
  useLive(['invoice', 'project', 'order', 'hours', 'invoice_run'], refresh)

  const chosenIn = (key: string) => listParam(search.get(key) ?? '')
  const choice = { customers: chosenIn('customer'), projects: chosenIn('project'), contracts: chosenIn('contract') }
  const shown = rows.filter((row) => isChosen(row, choice))
  const stays = [
    ...behind.filter((row) => isChosen({ ...row, ...workOf(row) }, choice)),
    ...notChosen(rows, choice).map(leftOut),
  ]

  async function start(chosen: readonly RunRow[]) {
    const reply = await starting.run({ id: runId.current, upTo, ...chosenOf(chosen) })
    if (!reply.ok) return toast.refused(reply)
    runId.current = newId()
    router.push(`/invoices/run/${reply.value.id}`)
  }

  const columns: DataColumn<RunRow>[] = [
    {
      id: 'customer',
      header: t('customer'),
      grow: 2,
      card: 'title',
      cell: (row) => row.customer,
      total: t('invoices', { count: shown.length }),
    },
    {
      id: 'work',
      header: t('work'),
      grow: 3,
      cell: (row) => (
        <span className="truncate" title={`${row.work} ${row.title}`}>
          <span className="tabular">{row.work}</span> <span className="text-ink-soft">{row.title}</span>
        </span>
      ),
    },
    {
      id: 'state',
      header: t('state'),
      width: 170,
      cell: (row) =>
        t(
          row.conceptId === null
            ? 'isNew'
            : row.isFormer
              ? 'isFormer'
              : row.projects.length + row.orderIds.length + (row.contracts?.length ?? 0) > 0
                ? 'joins'
                : 'isConcept',
        ),
    },
    {
      id: 'lines',
      header: t('lines'),
      width: 90,
      align: 'end',
      hideBelow: 'lg',
      cell: (row) => row.lines,
    },
    {
      id: 'amount',
      header: t('amount'),
      width: 140,
      align: 'end',
      cell: (row) => <Money value={row.amount} />,
      total: <Money value={sum(shown.map(({ amount }) => amount))} isStrong />,
    },
  ]
  const presets = [
    { key: 'today', day: today },
    { key: 'lastWeek', day: addDays(weekStart(today), -1) },
    { key: 'lastMonth', day: addDays(`${today.slice(0, 7)}-01`, -1) },
  ] as const

  return (
    <>
      <div className="flex flex-wrap items-end gap-x-3 gap-y-2" aria-busy={isReading}>
        <DatePicker
          label={t('upTo')}
          value={upTo}
          maxValue={today}
          onChange={(day) => void setUpTo(day && day !== today ? day : null)}
        />
        <SegmentedControl
          label={t('upTo')}
          options={presets.map(({ key }) => ({ value: key, label: t(key) }))}
          value={presets.find(({ day }) => day === upTo)?.key ?? 'other'}
          onChange={(key) => {
            const day = presets.find((preset) => preset.key === key)?.day
            void setUpTo(day && day !== today ? day : null)
          }}
        />
      </div>
      <FilterChips
        filters={[
          { kind: 'choice', key: 'customer', label: t('customer'), options: optionsOf(rows, behind) },
          { kind: 'choice', key: 'project', label: t('project'), options: namesOf(rows, behind, 'projectIds') },
          { kind: 'choice', key: 'contract', label: t('contract'), options: namesOf(rows, behind, 'contractIds') },
          { kind: 'flag', key: 'running', label: t('running') },
        ]}
      >
        <Button
          variant="primary"
          icon={<Play />}
          isDisabled={shown.length === 0}
          isPending={starting.isPending}
          onPress={() => void start(shown)}
        >
          {t('start', { count: shown.length })}
        </Button>
      </FilterChips>
      <SegmentedControl
        label={t('title')}
        value={view}
        onChange={(next) => void setView(next)}
        options={[
          { value: 'out', label: t('view.out', { count: shown.length }) },
          { value: 'behind', label: t('view.behind', { count: stays.length }) },
          { value: 'runs', label: t('view.runs', { count: runs.length }) },
        ]}
      />
      {view === 'out' && (
        <DataTable
          isFilled
          label={t('view.out', { count: shown.length })}
          rows={shown}
          columns={columns}
          rowId={(row) => row.key}
          onOpen={setOpened}
          openId={opened?.key}
          bulkActions={(chosen) => (
            <Button
              size="sm"
              variant="primary"
              icon={<Play />}
              isPending={starting.isPending}
              onPress={() => void start(chosen)}
            >
              {t('start', { count: chosen.length })}
            </Button>
          )}
          empty={
            <EmptyState title={t('emptyTitle')} icon={<ReceiptText />}>
              {t('emptyText')}
            </EmptyState>
          }
        />
      )}
      {view === 'behind' &&
        (stays.length === 0 ? (
          <EmptyState title={t('nothingBehind')} icon={<CircleCheck />} />
        ) : (
          <RunBehind rows={stays} />
        ))}
      {view === 'runs' && <RunList runs={runs} />}
      {opened && <RunLines row={opened} onClose={() => setOpened(null)} />}
    </>
  )
}

/** Everybody with work in it, by name. */
function optionsOf(rows: readonly RunRow[], behind: readonly BehindRow[]) {
  const names = new Map([...rows, ...behind].map(({ customerId, customer }) => [customerId, customer]))
  return [...names].map(([value, label]) => ({ value, label })).sort((a, b) => a.label.localeCompare(b.label))
}

const workOf = ({ projectId, contractId }: BehindRow) => ({
  projectIds: projectId ? [projectId] : [],
  contractIds: contractId ? [contractId] : [],
})

/** An invoice that the choice of projects and contracts leaves out, as what stays behind. */
function leftOut({ work, title, customerId, customer, projectId, contractIds, amount }: RunRow): BehindRow {
  const about = { number: work, title, customerId, customer, projectId, contractId: contractIds[0] ?? null, amount }
  return { ...about, reason: 'not_chosen', href: `/invoices/run?customer=${customerId}` }
}

/** Every project or contract with work in it, with its number and name. */
function namesOf(rows: readonly RunRow[], behind: readonly BehindRow[], kind: 'projectIds' | 'contractIds') {
  const names = new Map<string, string>()
  for (const row of behind) for (const id of workOf(row)[kind]) names.set(id, `${row.number} ${row.title}`)
  for (const { work, title, ...row } of rows) {
    const [id, other] = row[kind]
    if (id && !other) names.set(id, `${work} ${title}`.trim())
  }
  return [...names].map(([value, label]) => ({ value, label })).sort((a, b) => a.label.localeCompare(b.label))
}
