'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Money } from '@/components/ui/money'
import { useRegion } from '@/components/ui/region'
import { SidePanel } from '@/components/ui/side-panel'
import type { PreviewLine } from '@/lib/invoices/queries/run-lines'
import type { RunRow } from '@/lib/invoices/rules/run-preview'
import { formatDecimal } from '@/lib/money'

/** The lines of an invoice to come, as the run will make them. */
export function RunLines({ row, onClose }: { row: RunRow; onClose: () => void }) {
  const t = useTranslations('invoices.run')
  const { formatLocale } = useRegion()
  const [lines, setLines] = useState<PreviewLine[] | 'failed' | null>(null)
  const address = addressOf(row)
  useEffect(() => {
    const controller = new AbortController()
    setLines(null)
    fetch(address, { signal: controller.signal })
      .then(async (reply) => {
        if (!reply.ok) throw new Error(String(reply.status))
        setLines(((await reply.json()) as { lines: PreviewLine[] }).lines)
      })
      .catch(() => !controller.signal.aborted && setLines('failed'))
    return () => controller.abort()
  }, [address])
  return (
    <SidePanel
      isOpen
      onClose={onClose}
      title={row.customer}
      eyebrow={`${row.work} ${row.title}`}
      href={row.conceptId ? `/invoices/${row.conceptId}` : undefined}
    >
      <div aria-live="polite">
        {lines === null && <p className="text-ink-faint">{t('reading')}</p>}
        {lines === 'failed' && <p className="text-alert-fg">{t('notRead')}</p>}
        {Array.isArray(lines) && (
          <ul className="divide-y divide-line">
            {lines.map((line, index) => (
              <li key={`${line.id} ${index}`} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 py-2">
                <span className="wrap-anywhere">{line.description}</span>
                <Money value={line.netAmount} />
                <span className="tabular text-sm text-ink-faint">
                  {formatDecimal(line.quantity, formatLocale)} {line.unit} × <Money value={line.unitPrice} />
                </span>
              </li>
            ))}
            <li className="flex justify-between gap-4 py-2 font-medium">
              {t('net')}
              <Money value={row.amount} isStrong />
            </li>
          </ul>
        )}
      </div>
    </SidePanel>
  )
}

function addressOf(row: RunRow): string {
  const params = new URLSearchParams()
  if (row.conceptId) params.set('concept', row.conceptId)
  for (const orderId of row.orderIds) params.append('order', orderId)
  const [contract] = row.contracts ?? []
  if (contract) {
    params.set('contract', contract.contractId)
    params.set('upTo', contract.upTo)
  }
  const [project] = row.projects
  if (project) {
    params.set('project', project.projectId)
    params.set('key', project.key)
    params.set('upTo', project.upTo)
  }
  return `/invoices/run/lines?${params}`
}
