'use client'
import { UserRoundSearch } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import type { LookAlike } from '@/lib/customers/queries'
import { loadLookAlikes } from './choices'

const pauseMilliseconds = 300

/** Points out, while somebody types, who this customer may already be. Making one anyway stays possible. */
export function LookAlikes({
  typed,
  onChoose,
}: {
  typed: Record<string, string>
  /** Uses the one that is there; without it a link opens it. */
  onChoose?: (customer: LookAlike) => void
}) {
  const t = useTranslations('customers')
  const [found, setFound] = useState<LookAlike[]>([])
  const key = JSON.stringify(typed)
  useEffect(() => {
    const controller = new AbortController()
    const timer = setTimeout(() => {
      loadLookAlikes(JSON.parse(key) as Record<string, string>, controller.signal)
        .then(setFound)
        .catch(() => {})
    }, pauseMilliseconds)
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [key])
  if (found.length === 0) return null
  return (
    <div role="status" className="rounded-md border border-running-line bg-running-bg px-3 py-2 text-running-fg">
      <p className="flex items-center gap-2 font-medium">
        <UserRoundSearch aria-hidden className="size-4 shrink-0" />
        {t('lookAlike.title')}
      </p>
      <ul className="mt-1.5 flex flex-col gap-1">
        {found.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
            <span className="min-w-0">
              <Link href={`/customers/${one.id}`} look="inline">
                {one.name}
              </Link>{' '}
              <span className="text-sm">
                {[one.number, one.city, one.same.map((what) => t(`lookAlike.same.${what}`)).join(', ')]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            {onChoose && (
              <Button size="sm" onPress={() => onChoose(one)}>
                {t('lookAlike.use')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <p className="mt-1.5 text-sm">{t('lookAlike.anyway')}</p>
    </div>
  )
}
