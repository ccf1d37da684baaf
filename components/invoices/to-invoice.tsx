'use client'
import { FilePlus2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useLive } from '@/components/live/use-live'
import { Button } from '@/components/ui/button'
import { type DataColumn, DataTable } from '@/components/ui/data-table'
import { DateText } from '@/components/ui/date-text'
import { EmptyState } from '@/components/ui/empty-state'
import { Money } from '@/components/ui/money'
import { useRegion } from '@/components/ui/region'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import { bill, billContracts, billProject } from '@/lib/invoices/actions'
import type { BillingPeriod } from '@/lib/invoices/rules/project-lines'
import { formatMoney, sum } from '@/lib/money'
import type { ProjectToInvoice } from '@/lib/reports/queries/to-invoice'
import type { ContractPart } from '@/lib/reports/queries/unbilled-contracts'

export type ToInvoiceEntry = {
  id: string
  number: string
  title: string
  customerName: string
  releasedAt: string | null
  openAmount: string
  unpriced: number
}

type Row = { id: string; number: string; title: string; customer: string; amount: string } & (
  | { kind: 'order'; order: ToInvoiceEntry }
  | { kind: 'project'; project: ProjectToInvoice }
  | { kind: 'contract'; contract: ContractPart }
)

/** Work that is ready and on no concept, of released orders, projects by period and contracts: one press puts it there. */
export function ToInvoice({
  orders,
  projects,
  contracts,
}: {
  orders: ToInvoiceEntry[]
  projects: ProjectToInvoice[]
  contracts: ContractPart[]
}) {
  const t = useTranslations('invoices')
  const router = useRouter()
  const toast = useToast()
  const refresh = useRefresh()
  const billing = useAction(bill)
  const billingProjects = useAction(billProject)
  const billingContracts = useAction(billContracts)
  const isPending = billing.isPending || billingProjects.isPending || billingContracts.isPending
  useLive(['project', 'contract', 'order', 'invoice'], refresh)
  const rows: Row[] = [
    ...projects.map((project) => ({
      kind: 'project' as const,
      id: project.key,
      number: project.number,
      title: project.name,
      customer: project.customer,
      amount: project.amount,
      project,
    })),
    ...contracts.map((contract) => ({
      kind: 'contract' as const,
      id: contract.contractId,
      number: contract.number,
      title: contract.name,
      customer: contract.customer,
      amount: contract.amount,
      contract,
    })),
    ...orders.map((order) => ({
      kind: 'order' as const,
      id: order.id,
      number: order.number,
      title: order.title,
      customer: order.customerName,
      amount: order.openAmount,
      order,
    })),
  ]
  const hrefOf = (row: Row) => {
    if (row.kind === 'contract') return `/contracts/${row.id}`
    return row.kind === 'order' ? `/orders/${row.order.id}` : `/projects/${row.project.projectId}`
  }

  async function press(row: Row) {
    if (row.kind === 'project') {
      const { projectId, upTo } = row.project
      const reply = await billingProjects.run({ projects: [{ projectId, upTo }] })
      if (!reply.ok) return toast.refused(reply)
      return router.push(`/invoices/${reply.value.at(-1)}`)
    }
    if (row.kind === 'contract') {
      const reply = await billingContracts.run({ contractIds: [row.id] })
      if (!reply.ok) return toast.refused(reply)
      return router.push(`/invoices/${reply.value.at(-1)}`)
    }
    const reply = await billing.run({ orderId: row.order.id })
    if (!reply.ok) return toast.refused(reply)
    if (reply.value) router.push(`/invoices/${reply.value}`)
    else toast.refused('invoices.nothing_to_bill')
  }

  /** Projects go together, and contracts; orders each by themselves, as they do one by one. */
  async function pressAll(chosen: readonly Row[], clear: () => void) {
    const made = new Set<string>()
    const wanted = new Map<string, string>()
    for (const row of chosen)
      if (row.kind === 'project') {
        const { projectId, upTo } = row.project
        const known = wanted.get(projectId)
        wanted.set(projectId, known && known > upTo ? known : upTo)
      }
    if (wanted.size > 0) {
      const reply = await billingProjects.run({
        projects: [...wanted].map(([projectId, upTo]) => ({ projectId, upTo })),
      })
      if (!reply.ok) return toast.refused(reply)
      for (const id of reply.value) made.add(id)
    }
    const contractIds = chosen.filter(({ kind }) => kind === 'contract').map(({ id }) => id)
    if (contractIds.length > 0) {
      const reply = await billingContracts.run({ contractIds })
      if (!reply.ok) return toast.refused(reply)
      for (const id of reply.value) made.add(id)
    }
    for (const row of chosen) {
      if (row.kind !== 'order') continue
      const reply = await billing.run({ orderId: row.order.id })
      if (!reply.ok) return toast.refused(reply)
      if (reply.value) made.add(reply.value)
    }
    toast.done(t('toInvoice.made', { count: made.size }))
    clear()
    refresh()
  }

  const columns: DataColumn<Row>[] = [
    { id: 'number', header: t('toInvoice.number'), width: 118, cell: (row) => row.number },
    {
      id: 'title',
      header: t('toInvoice.work'),
      grow: 2,
      card: 'title',
      cell: (row) => <span title={row.title}>{row.title}</span>,
    },
    {
      id: 'customer',
      header: t('list.customer'),
      grow: 2,
      cell: (row) => <span title={row.customer}>{row.customer}</span>,
    },
    {
      id: 'released',
      header: t('toInvoice.released'),
      width: 134,
      cell: (row) =>
        row.kind === 'project' ? (
          <PeriodText period={row.project.period} phase={row.project.phase} />
        ) : row.kind === 'contract' ? (
          <DateText value={row.contract.sinceOn} hasTime={false} />
        ) : (
          row.order.releasedAt && <DateText value={row.order.releasedAt} />
        ),
    },
    {
      id: 'behind',
      header: t('toInvoice.behind'),
      grow: 3,
      cell: (row) => row.kind === 'project' && <Behind behind={row.project.behind} />,
    },
    {
      id: 'amount',
      header: t('toInvoice.amount'),
      width: 120,
      align: 'end',
      total: <Money value={sum(rows.map(({ amount }) => amount))} isStrong />,
      cell: (row) => {
        const unpriced = row.kind === 'order' ? row.order.unpriced : 0
        return (
          <span title={unpriced > 0 ? t('toInvoice.unpriced', { count: unpriced }) : undefined}>
            <Money value={row.amount} />
            {unpriced > 0 && <span className="text-alert-fg"> *</span>}
          </span>
        )
      },
    },
    {
      id: 'deed',
      header: '',
      width: 186,
      align: 'end',
      cell: (row) => (
        <Button size="sm" icon={<FilePlus2 />} isDisabled={isPending} onPress={() => void press(row)}>
          {t(row.kind === 'order' ? 'toInvoice.make' : 'toInvoice.put')}
        </Button>
      ),
    },
  ]
  return (
    <DataTable
      label={t('toInvoice.title')}
      rows={rows}
      columns={columns}
      rowId={(row) => row.id}
      rowHref={hrefOf}
      onOpen={(row) => router.push(hrefOf(row))}
      isFilled
      bulkActions={(chosen, clear) => (
        <Button
          size="sm"
          variant="primary"
          icon={<FilePlus2 />}
          isPending={isPending}
          onPress={() => void pressAll(chosen, clear)}
        >
          {t('toInvoice.putMany', { count: chosen.length })}
        </Button>
      )}
      empty={<EmptyState title={t('toInvoice.emptyTitle')}>{t('toInvoice.emptyText')}</EmptyState>}
    />
  )
}

/** What of the period can't go along yet, and why. */
function Behind({ behind }: { behind: ProjectToInvoice['behind'] }) {
  const t = useTranslations('invoices.toInvoice')
  const reasons = useTranslations('reports.reason')
  const { formatLocale } = useRegion()
  if (behind.length === 0) return null
  const text = behind
    .map(({ reason, amount, count }) => `${reasons(reason)} (${count}, ${formatMoney(amount, formatLocale)})`)
    .join(', ')
  return (
    <span className="text-sm text-ink-soft max-md:whitespace-normal" title={text}>
      <span className="md:sr-only">{t('behind')}: </span>
      {text}
    </span>
  )
}

function PeriodText({ period, phase }: { period: BillingPeriod; phase: string }) {
  const t = useTranslations('invoices.toInvoice')
  const locale = useLocale()
  switch (period.kind) {
    case 'week':
      return t('week', { week: period.week })
    case 'month':
      return new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
        new Date(`${period.month}-01T00:00:00Z`),
      )
    case 'phase':
      return phase
    case 'completion':
      return t('completion')
  }
}
