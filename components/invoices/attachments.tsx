'use client'
import { Paperclip } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { Checkbox } from '@/components/ui/checkbox'
import { Link } from '@/components/ui/link'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import { attach } from '@/lib/invoices/actions'

export type InvoiceFile = { fileId: string; title: string; name: string; type: string; isAttached: boolean }

/** Files that go along with the mail: work reports from the start, other documents of the orders when ticked. */
export function Attachments({
  invoiceId,
  files,
  isEditable,
  timesheet,
}: {
  invoiceId: string
  files: readonly InvoiceFile[]
  isEditable: boolean
  /** The timesheet that is drawn when it is sent; null when nothing would stand on it. */
  timesheet?: { isWanted: boolean; lines: number; onChange: (isWanted: boolean) => void } | null
}) {
  const t = useTranslations('invoices.attachments')
  const refresh = useRefresh()
  const toast = useToast()
  const { run } = useAction(attach)
  const shown = isEditable ? files : files.filter(({ isAttached }) => isAttached)

  async function choose({ fileId, title, name }: InvoiceFile, attached: boolean) {
    const reply = await run({ id: invoiceId, fileId, title: title || name, attached })
    if (!reply.ok) return toast.refused(reply)
    refresh()
  }

  return (
    <Card title={t('title')}>
      {shown.length === 0 && !timesheet && <p className="text-ink-faint">{t('none')}</p>}
      <ul className="flex flex-col gap-1.5">
        {timesheet && (
          <li className="flex flex-wrap items-center gap-x-2">
            <Checkbox isSelected={timesheet.isWanted} onChange={timesheet.onChange} aria-label={t('timesheet')}>
              {null}
            </Checkbox>
            <Link href={`/invoices/${invoiceId}/timesheet`} look="quiet" target="_blank" className="min-w-0 truncate">
              {t('timesheet')}
            </Link>
            <span className="text-sm text-ink-faint">{t('timesheetHint', { count: timesheet.lines })}</span>
          </li>
        )}
        {shown.map((file) => (
          <li key={file.fileId} className="flex items-center gap-2">
            {isEditable ? (
              <Checkbox
                isSelected={file.isAttached}
                onChange={(isOn) => void choose(file, isOn)}
                aria-label={file.title || file.name}
              >
                {null}
              </Checkbox>
            ) : (
              <Paperclip aria-hidden className="size-4 text-ink-faint" />
            )}
            <Link href={`/files/${file.fileId}`} look="quiet" className="min-w-0 truncate">
              {file.title || file.name}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  )
}
