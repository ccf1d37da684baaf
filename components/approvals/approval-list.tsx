'use client'
import { BellRing, FileCheck2, Send, SlidersHorizontal } from 'lucide-react'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useQueryState } from 'nuqs'
import { useMemo, useState } from 'react'
import { useLive } from '@/components/live/use-live'
import { Button } from '@/components/ui/button'
import { DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { FilterChips } from '@/components/ui/filter-chips'
import { ButtonLink } from '@/components/ui/link'
import { Page, PageHeader } from '@/components/ui/page-header'
import { useRegion } from '@/components/ui/region'
import { useMoreRows } from '@/components/ui/use-more-rows'
import { useRefresh } from '@/components/ui/use-refresh'
import type { ApprovalChoices } from '@/lib/approvals/queries/list'
import { type ApprovalRow, approvalSigns, approvalStatuses, type Offerable } from '@/lib/approvals/rules'
import type { DayText } from '@/lib/time'
import type { Doing } from './approval-actions'
import { columnsOf } from './approval-columns'
import { ApprovalPanel } from './approval-panel'
import { OfferDialog } from './offer-dialog'
import { RemindDialog } from './remind-dialog'
import { factsOfRow, type MailWords } from './words'

const isLost = ({ status, delivery }: ApprovalRow) =>
  status === 'open' && (delivery === 'bounced' || delivery === 'uncertain')

/** Every request to a customer, newest first: where it stands, how long, what was said. Bulk reminders, live. */
export function ApprovalList(props: {
  rows: ApprovalRow[]
  more: boolean
  choices: ApprovalChoices
  /** What can be offered now; null for who does not offer. */
  offerables: readonly Offerable[] | null
  today: DayText
  words: MailWords
  maySet: boolean
}) {
  const { choices, words, today } = props
  const t = useTranslations('approvals')
  const params = useSearchParams()
  const refresh = useRefresh()
  const { count, table } = useMoreRows<ApprovalRow>(props, '/approvals/data')
  const [isOffering, setOffering] = useState(false)
  const [open, setOpen] = useQueryState('open')
  const [first, setFirst] = useState<Doing>(null)
  const [reminding, setReminding] = useState<{ rows: ApprovalRow[]; clear: () => void } | null>(null)
  useLive(['approval', 'project'], refresh)
  const { formatLocale, timeZone } = useRegion()
  const columns = useMemo(() => columnsOf(t, today, { formatLocale, timeZone }), [t, today, formatLocale, timeZone])

  function show(row: ApprovalRow, doing: Doing = null) {
    setFirst(doing)
    void setOpen(row.id)
  }

  const optionsOf = (all: readonly { id: string; name: string }[]) =>
    all.map(({ id, name }) => ({ value: id, label: name }))
  const isFiltered = [...params.keys()].some((key) => key !== 'open')
  return (
    <Page isFilled>
      <PageHeader
        title={t('title')}
        count={count}
        actions={
          props.maySet && (
            <ButtonLink
              href="/settings/approvals"
              variant="ghost"
              className="max-sm:hidden"
              icon={<SlidersHorizontal aria-hidden className="size-4" />}
            >
              {t('toSettings')}
            </ButtonLink>
          )
        }
        primary={
          props.offerables && (
            <Button variant="primary" icon={<Send />} onPress={() => setOffering(true)}>
              {t('offer')}
            </Button>
          )
        }
      />
      <FilterChips
        filters={[
          {
            kind: 'choice',
            key: 'status',
            isSingle: true,
            label: t('filter.status'),
            options: approvalStatuses.map((value) => ({ value, label: t(`status.${value}`) })),
          },
          {
            kind: 'choice',
            key: 'sign',
            isSingle: true,
            label: t('filter.sign'),
            options: approvalSigns.map((value) => ({ value, label: t(`filter.signs.${value}`) })),
          },
          {
            kind: 'choice',
            key: 'customer',
            isSingle: true,
            label: t('columns.customer'),
            options: optionsOf(choices.customers),
          },
          {
            kind: 'choice',
            key: 'project',
            isSingle: true,
            label: t('columns.project'),
            options: optionsOf(choices.projects),
          },
          { kind: 'period', key: 'period', label: t('columns.period') },
          { kind: 'flag', key: 'rejected', label: t('filter.rejected') },
        ]}
      />
      <DataTable
        label={t('title')}
        isFilled
        {...table}
        rowId={(row) => row.id}
        onOpen={(row) => show(row)}
        rowHref={(row) => `/approvals/${row.id}`}
        openId={open}
        rowTone={(row) => (isLost(row) || row.rejected > 0 ? 'alert' : row.status === 'open' ? 'running' : null)}
        rowActions={(row) =>
          isLost(row) && (
            <Button size="sm" icon={<Send />} onPress={() => show(row, 'resend')}>
              {t('resend')}
            </Button>
          )
        }
        bulkActions={(chosen, clear) => {
          const waiting = chosen.filter((row) => row.status === 'open')
          return (
            <Button
              size="sm"
              icon={<BellRing />}
              isDisabled={waiting.length === 0}
              onPress={() => setReminding({ rows: waiting, clear })}
            >
              {t('remindMany', { count: waiting.length })}
            </Button>
          )
        }}
        columns={columns}
        empty={
          <EmptyState title={t(isFiltered ? 'empty.filtered' : 'empty.title')} icon={<FileCheck2 />}>
            {t(isFiltered ? 'empty.filteredText' : props.offerables ? 'empty.text' : 'empty.leadText')}
          </EmptyState>
        }
      />
      {open && (
        <ApprovalPanel
          key={open}
          id={open}
          words={words}
          first={first}
          onClose={() => void setOpen(null)}
          onChanged={refresh}
        />
      )}
      {reminding && (
        <RemindDialog
          requests={reminding.rows}
          words={words}
          previews={reminding.rows.map(factsOfRow)}
          onClose={() => setReminding(null)}
          onDone={() => {
            reminding.clear()
            refresh()
          }}
        />
      )}
      {props.offerables && (
        <OfferDialog
          isOpen={isOffering}
          onOpenChange={setOffering}
          offerables={props.offerables}
          words={words}
          onDone={refresh}
        />
      )}
    </Page>
  )
}
