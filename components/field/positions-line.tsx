'use client'
import { ChevronRight, MapPinCheck } from 'lucide-react'
import NextLink from 'next/link'
import { useTranslations } from 'next-intl'
import { usePhone } from './phone/use-phone'

/** Where a position may be kept it says so, and leads to what is kept; nothing where it is not. */
export function PositionsLine() {
  const { positionDays } = usePhone()
  const t = useTranslations('field.positions')
  if (!positionDays) return null
  return (
    <NextLink
      prefetch={false}
      href="/field/positions"
      className="focus-ring flex min-h-12 items-center gap-2 rounded-md text-sm text-ink-soft"
    >
      <MapPinCheck aria-hidden className="size-5 shrink-0 text-ink-faint" />
      <span className="flex-1">{t('kept', { days: positionDays })}</span>
      <ChevronRight aria-hidden className="size-5 shrink-0 text-ink-faint" />
    </NextLink>
  )
}
