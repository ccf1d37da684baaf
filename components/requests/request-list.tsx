'use client'
import { ExternalLink, Inbox, Link2, Paperclip, UserCheck } from 'lucide-react'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useQueryState } from 'nuqs'
import { useEffect, useMemo, useState } from 'react'
import { getJson } from '@/components/customers/choices'
import { useLive } from '@/components/live/use-live'
import { Button } from '@/components/ui/button'
import { type DataColumn, DataTable } from '@/components/ui/data-table'
import { DateText } from '@/components/ui/date-text'
import { EmptyState } from '@/components/ui/empty-state'
import { FilterChips } from '@/components/ui/filter-chips'
import { ButtonLink } from '@/components/ui/link'
import { Page, PageHeader } from '@/components/ui/page-header'
import { useToast } from '@/components/ui/toast'
import { useRefresh } from '@/components/ui/use-refresh'
import { requestStatuses } from '@/lib/orders/rules'
import type { RequestRow } from '@/lib/requests/queries/request'
import { RequestPanel } from './request-panel'
import { RequestStatusBadge } from './status-badge'

/** What came in: new ones first, live, and beside it the one that is being dealt with. */
export function RequestList(props: {
  rows: RequestRow[]
  more: string | null
  types: { id: string; name: string }[]
  formAddress: string
}) {
  const { types, formAddress } = props
  const t = useTranslations('requests.office')
  const status = useTranslations('requests.status')
  const params = useSearchParams()
  const refresh = useRefresh()
  const toast = useToast()
  const [open, setOpen] = useQueryState('open')
  const [rows, setRows] = useState(props.rows)
  const [more, setMore] = useState(props.more)
  const [isLoading, setLoading] = useState(false)

  useEffect(() => {
    setRows(props.rows)
    setMore(props.more)
  }, [props.rows, props.more])

  useLive(['request'], refresh)

  async function loadMore() {
    if (!more || isLoading) return
    setLoading(true)
    try {
      const next = new URLSearchParams(params)
      next.set('before', more)
      const found = await getJson<{ rows: RequestRow[]; more: string | null }>(`/requests/data?${next}`)
      setRows((now) => [...now, ...found.rows])
      setMore(found.more)
    } catch {
      toast.refused('common.offline')
    }
    setLoading(false)
  }

  const columns = useMemo<DataColumn<RequestRow>[]>(
    () => [
      {
        id: 'number',
        header: t('number'),
        width: 120,
        cell: (row) => <span className="tabular text-ink-soft">{row.number}</span>,
      },
      {
        id: 'status',
        header: t('statusColumn'),
        width: 140,
        card: 'badge',
        cell: (row) => <RequestStatusBadge status={row.status} look="plain" />,
      },
      {
        id: 'who',
        header: t('who'),
        width: 230,
        card: 'title',
        cell: (row) => (
          <span className="flex min-w-0 items-center gap-1.5">
            <span className="truncate">{row.company ? `${row.company} (${row.name})` : row.name}</span>
            {row.isKnown && <UserCheck aria-label={t('known')} className="size-3.5 shrink-0 text-done-fg" />}
          </span>
        ),
      },
      { id: 'type', header: t('type'), width: 130, cell: (row) => row.type, hideBelow: 'lg' },
      {
        id: 'what',
        header: t('what'),
        cell: (row) => (
          <span className="flex min-w-0 items-center gap-2">
            <span className="truncate">{row.description.split('\n')[0]}</span>
            {row.files > 0 && (
              <span className="tabular inline-flex shrink-0 items-center gap-0.5 text-sm text-ink-faint">
                <Paperclip aria-label={t('filesCount', { count: row.files })} className="size-3.5" />
                {row.files}
              </span>
            )}
          </span>
        ),
      },
      { id: 'city', header: t('city'), width: 130, cell: (row) => row.city, hideBelow: 'lg' },
      {
        id: 'received',
        header: t('received'),
        width: 150,
        cell: (row) => <DateText value={row.createdAt} hasTime />,
      },
    ],
    [t],
  )

  function copyLink() {
    navigator.clipboard?.writeText(formAddress).then(
      () => toast.done(t('linkCopied', { url: formAddress })),
      () => toast.tell(formAddress),
    )
  }

  /** After a decision the next one opens, as in a stack of post. */
  function goOn(id: string) {
    const at = rows.findIndex((row) => row.id === id)
    const next =
      rows.slice(at + 1).find((row) => row.status === 'open') ??
      rows.find((row) => row.status === 'open' && row.id !== id)
    setRows((now) => now.filter((row) => row.id !== id))
    void setOpen(next?.id ?? null)
    refresh()
  }

  return (
    <Page isFilled>
      <PageHeader
        title={t('title')}
        count={more ? `${rows.length}+` : rows.length}
        actions={
          <>
            <Button variant="ghost" icon={<Link2 aria-hidden className="size-4" />} onPress={copyLink}>
              <span className="max-sm:sr-only">{t('copyLink')}</span>
            </Button>
            <ButtonLink href={formAddress} variant="secondary" icon={<ExternalLink aria-hidden className="size-4" />}>
              {t('formLink')}
            </ButtonLink>
          </>
        }
      />
      <FilterChips
        filters={[
          { kind: 'search', key: 'q', label: t('search') },
          {
            kind: 'choice',
            key: 'status',
            label: t('statusFilter'),
            options: requestStatuses.map((value) => ({ value, label: status(value) })),
          },
          {
            kind: 'choice',
            key: 'type',
            label: t('typeFilter'),
            options: types.map((type) => ({ value: type.id, label: type.name })),
          },
        ]}
      />
      <DataTable
        label={t('title')}
        isFilled
        rows={rows}
        columns={columns}
        rowId={(row) => row.id}
        onOpen={(row) => void setOpen(row.id)}
        rowHref={(row) => `/requests/${row.id}`}
        openId={open ?? undefined}
        onLoadMore={more ? loadMore : undefined}
        isLoadingMore={isLoading}
        empty={
          <EmptyState
            title={t('emptyTitle')}
            icon={<Inbox />}
            action={
              <Button icon={<Link2 aria-hidden className="size-4" />} onPress={copyLink}>
                {t('copyLink')}
              </Button>
            }
          >
            {t('empty')}
          </EmptyState>
        }
      />
      {open && <RequestPanel key={open} id={open} onClose={() => void setOpen(null)} onDecided={() => goOn(open)} />}
    </Page>
  )
}
