'use client'
import { Building2, ChevronRight, ClipboardList, ListChecks, Package, Users } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useLive } from '@/components/live/use-live'
import { Card } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import { useRefresh } from '@/components/ui/use-refresh'

const steps = [
  { key: 'company', href: '/settings/company', icon: <Building2 /> },
  { key: 'people', href: '/settings/people', icon: <Users /> },
  { key: 'orderTypes', href: '/settings/order-types', icon: <ListChecks /> },
  { key: 'products', href: '/products', icon: <Package /> },
  { key: 'order', href: '/orders/new', icon: <ClipboardList /> },
] as const

/** What a company that has no orders yet does first; it goes away with the first order. */
export function FirstSteps() {
  const t = useTranslations('reports.firstSteps')
  useLive(['request', 'order'], useRefresh())
  return (
    <Card title={t('title')} isFlush>
      <ol className="divide-y divide-line">
        {steps.map(({ key, href, icon }) => (
          <li key={key}>
            <Link href={href} look="plain" className="flex items-center gap-3 px-4 py-3 hover:bg-hover">
              <span className="flex size-8 shrink-0 items-center justify-center rounded-md bg-accent-soft text-accent-ink [&_svg]:size-4">
                {icon}
              </span>
              <span className="min-w-0 flex-1">
                <span className="block font-medium">{t(`${key}.title`)}</span>
                <span className="block text-sm text-ink-soft">{t(`${key}.text`)}</span>
              </span>
              <ChevronRight aria-hidden className="size-4 shrink-0 text-ink-faint" />
            </Link>
          </li>
        ))}
      </ol>
    </Card>
  )
}
