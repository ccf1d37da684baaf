'use client'
import { FileText } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { cx } from '@/components/ui/cx'
import { ButtonLink } from '@/components/ui/link'

const pauseMilliseconds = 250

/**
 * The real PDF, drawn again at each new version. The old one stays until the next is there, so that nothing flickers; a
 * phone, whose browser shows no PDF inside a page, gets a button.
 */
export function PdfPreview({
  invoiceId,
  version,
  className,
}: {
  invoiceId: string
  version: number
  className?: string
}) {
  const t = useTranslations('invoices.preview')
  const [address, setAddress] = useState<string | null>(null)
  const [state, setState] = useState<'loading' | 'shown' | 'failed'>('loading')
  const href = `/invoices/${invoiceId}/pdf`

  useEffect(() => {
    const controller = new AbortController()
    const timer = setTimeout(() => {
      setState('loading')
      fetch(`${href}?v=${version}`, { signal: controller.signal })
        .then(async (reply) => {
          if (!reply.ok) throw new Error(String(reply.status))
          const next = URL.createObjectURL(new Blob([await reply.arrayBuffer()], { type: 'application/pdf' }))
          setAddress((old) => {
            if (old) setTimeout(() => URL.revokeObjectURL(old), 10_000)
            return next
          })
          setState('shown')
        })
        .catch(() => !controller.signal.aborted && setState('failed'))
    }, pauseMilliseconds)
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [href, version])

  return (
    <div className={cx('flex min-h-0 flex-col gap-2', className)}>
      <div className="relative min-h-[70dvh] flex-1 overflow-hidden rounded-md border border-line bg-sunken max-md:hidden">
        {address && (
          <iframe
            title={t('title')}
            src={`${address}#toolbar=0&navpanes=0&view=FitH`}
            className={cx('absolute inset-0 size-full transition-opacity', state === 'loading' && 'opacity-60')}
          />
        )}
        {!address && (
          <p className="absolute inset-0 grid place-items-center text-ink-faint" role="status">
            {t(state === 'failed' ? 'failed' : 'loading')}
          </p>
        )}
      </div>
      <ButtonLink href={href} icon={<FileText />} size="sm" className="self-start" target="_blank">
        {t('open')}
      </ButtonLink>
    </div>
  )
}
