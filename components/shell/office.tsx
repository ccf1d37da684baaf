'use client'
import {
  Boxes,
  Building2,
  CalendarCheck,
  CalendarDays,
  CalendarRange,
  Check,
  ClipboardCheck,
  ClipboardList,
  Clock3,
  FileCheck2,
  FolderKanban,
  Handshake,
  Home,
  Inbox,
  LogOut,
  Package,
  Plus,
  ReceiptText,
  RefreshCcw,
  Settings,
  Smartphone,
  UserRound,
  Users,
  Wallet,
} from 'lucide-react'
import { signIn, signOut } from 'next-auth/react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useMemo } from 'react'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/link'
import { OfficeShell } from '@/components/ui/office-shell'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { chooseLanguage } from '@/lib/auth/actions'
import type { Locale } from '@/lib/locale'
import { type ModuleHref, type NewHref, navigation, newThings } from './navigation'
import { useCounts } from './use-counts'

const icons: Record<ModuleHref, ReactNode> = {
  '/': <Home />,
  '/requests': <Inbox />,
  '/orders': <ClipboardList />,
  '/planboard': <CalendarRange />,
  '/calendar': <CalendarDays />,
  '/hours': <Clock3 />,
  '/hours/approve': <CalendarCheck />,
  '/customers': <Users />,
  '/assets': <Boxes />,
  '/products': <Package />,
  '/maintenance': <RefreshCcw />,
  '/projects': <FolderKanban />,
  '/contracts': <Handshake />,
  '/control': <ClipboardCheck />,
  '/approvals': <FileCheck2 />,
  '/unbilled': <Wallet />,
  '/invoices': <ReceiptText />,
  '/settings': <Settings />,
}

export type OfficeProps = {
  /** Addresses this member may open. */
  modules: readonly ModuleHref[]
  newThings: readonly NewHref[]
  company: { id: string; name: string; logoSrc: string | null }
  /** All companies of this account, when there are several. */
  companies: readonly { id: string; name: string }[]
  member: { id: string; name: string; email: string; isTechnician: boolean }
  children: ReactNode
}

/** The office with what this member may see: modules with live counts, companies, language, sign-out. */
export function Office({ modules, newThings: offered, company, companies, member, children }: OfficeProps) {
  const t = useTranslations('navigation')
  const words = useTranslations('auth')
  const counts = useCounts()
  const language = useAction(chooseLanguage)
  const toast = useToast()

  async function leave() {
    if (!member.isTechnician) return signOut({ callbackUrl: '/sign-in' })
    // What they did on site may still be in this browser.
    const { leavePhone } = await import('@/components/field/phone/leave')
    if (!(await leavePhone(member.id))) toast.refused('sync.no_sign_out')
  }

  const items = useMemo(
    () =>
      navigation
        .filter(({ href }) => modules.includes(href))
        .map(({ href, key, group, ...item }) => ({
          href,
          label: t(`items.${key}`),
          icon: icons[href],
          group,
          ...('count' in item && { count: counts[item.count] ?? 0, countLabel: t(`counts.${item.count}`) }),
        })),
    [modules, counts, t],
  )
  const newItems = useMemo(
    () =>
      newThings
        .filter(({ href }) => offered.includes(href))
        .map(({ href, key }) => ({ href, label: t(`newItems.${key}`), icon: <Plus /> })),
    [offered, t],
  )

  return (
    <OfficeShell
      items={items}
      newItems={newItems}
      organization={company}
      organizationMenu={companies.length > 1 ? <Companies companies={companies} current={company.id} /> : undefined}
      member={member}
      memberMenu={
        <>
          <MenuLink href="/settings/account" icon={<UserRound aria-hidden className="size-4" />}>
            {t('profile')}
          </MenuLink>
          {member.isTechnician && (
            <MenuLink href="/field" icon={<Smartphone aria-hidden className="size-4" />}>
              {t('fieldApp')}
            </MenuLink>
          )}
        </>
      }
      signOut={
        <Button
          variant="ghost"
          className="gap-2.5! px-2! font-normal!"
          icon={<LogOut aria-hidden className="size-4" />}
          onPress={() => void leave()}
        >
          {words('signOut')}
        </Button>
      }
      searchAddress="/api/search"
      onLanguage={(locale) => language.run({ locale: locale as Locale })}
    >
      {children}
    </OfficeShell>
  )
}

function MenuLink({ href, icon, children }: { href: string; icon: ReactNode; children: ReactNode }) {
  return (
    <ButtonLink href={href} variant="ghost" icon={icon} className="gap-2.5! px-2! font-normal!">
      {children}
    </ButtonLink>
  )
}

function Companies({ companies, current }: { companies: OfficeProps['companies']; current: string }) {
  return companies.map((company) => (
    <Button
      key={company.id}
      variant="ghost"
      className="w-full justify-start! px-2! font-normal!"
      icon={
        company.id === current ? (
          <Check aria-hidden className="size-4" />
        ) : (
          <Building2 aria-hidden className="size-4 text-ink-faint" />
        )
      }
      onPress={async () => {
        if (company.id === current) return
        const answer = await signIn('company', { organizationId: company.id, redirect: false })
        window.location.assign(answer?.ok ? '/' : '/sign-in')
      }}
    >
      {company.name}
    </Button>
  ))
}
