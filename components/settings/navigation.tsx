'use client'
import {
  Building2,
  ClipboardType,
  Clock3,
  Euro,
  FileCheck2,
  MailCheck,
  ReceiptText,
  Truck,
  UserRound,
  Users,
} from 'lucide-react'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { cx } from '@/components/ui/cx'
import { Link } from '@/components/ui/link'
import { type SettingsHref, settingsCards } from './cards'

const icons: Record<SettingsHref, ReactNode> = {
  '/settings/account': <UserRound />,
  '/settings/company': <Building2 />,
  '/settings/people': <Users />,
  '/settings/order-types': <ClipboardType />,
  '/settings/vehicles': <Truck />,
  '/settings/invoicing': <ReceiptText />,
  '/settings/rates': <Euro />,
  '/settings/hours': <Clock3 />,
  '/settings/approvals': <FileCheck2 />,
  '/settings/outbox': <MailCheck />,
}

/** The places of Settings beside the one that is open; on a phone /settings itself is this list. */
export function SettingsNavigation({ hrefs }: { hrefs: readonly SettingsHref[] }) {
  const t = useTranslations('settings')
  const path = usePathname()
  // The index shows them all as cards already.
  if (path === '/settings') return null
  return (
    <nav
      aria-label={t('title')}
      data-print="hide"
      className="hidden w-56 shrink-0 flex-col gap-px border-r border-line px-3 py-5 lg:flex"
    >
      <Link href="/settings" look="plain" className="mb-2 px-2.5 text-sm text-ink-faint hover:text-ink">
        {t('title')}
      </Link>
      {settingsCards
        .filter(({ href }) => hrefs.includes(href))
        .map(({ href, key }) => {
          const isOn = path === href || path.startsWith(`${href}/`)
          return (
            <Link
              key={href}
              href={href}
              look="plain"
              aria-current={isOn ? 'page' : undefined}
              className={cx(
                'flex h-8 items-center gap-2.5 rounded-md! px-2.5 [&_svg]:size-4',
                isOn ? 'bg-pressed font-medium text-ink' : 'text-ink-soft hover:bg-hover hover:text-ink',
              )}
            >
              <span aria-hidden className={cx('flex shrink-0', isOn && 'text-accent-ink')}>
                {icons[href]}
              </span>
              <span className="min-w-0 truncate">{t(`cards.${key}.title`)}</span>
            </Link>
          )
        })}
    </nav>
  )
}

/** Every place of Settings with what it is for. */
export function SettingsCards({ hrefs }: { hrefs: readonly SettingsHref[] }) {
  const t = useTranslations('settings')
  return (
    <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
      {settingsCards
        .filter(({ href }) => hrefs.includes(href))
        .map(({ href, key }) => (
          <li key={href}>
            <Link
              href={href}
              look="plain"
              className="flex h-full gap-3 rounded-md! border border-line bg-surface p-4 transition-colors hover:border-line-strong hover:bg-hover"
            >
              <span
                aria-hidden
                className="flex size-9 shrink-0 items-center justify-center rounded-md bg-accent-soft text-accent-ink [&_svg]:size-4.5"
              >
                {icons[href]}
              </span>
              <span className="min-w-0">
                <span className="block font-medium">{t(`cards.${key}.title`)}</span>
                <span className="block text-sm text-ink-soft">{t(`cards.${key}.text`)}</span>
              </span>
            </Link>
          </li>
        ))}
    </ul>
  )
}
