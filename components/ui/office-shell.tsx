'use client'
import { Menu as MenuIcon, PanelLeftClose, PanelLeftOpen, Plus, Search } from 'lucide-react'
import { usePathname, useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { Avatar } from './avatar'
import { Button } from './button'
import { type Command, CommandPalette } from './command-palette'
import { IconButton } from './icon-button'
import { useIsHydrated } from './in-browser'
import { Kbd } from './kbd'
import { Menu, MenuItem } from './menu'
import { NavigationDrawer, type NavigationItem, NavigationRail } from './navigation'
import { type Organization, OrganizationMenu, type Person } from './organization-menu'
import { keyName, useShortcut } from './shortcuts'
import { Skeleton } from './skeleton'

export type { NavigationItem } from './navigation'

export type OfficeShellProps = {
  /** The modules this member may use, in order; `group` puts a hairline before a new one. */
  items: readonly NavigationItem[]
  /** What "Nieuw" offers; the first is what N then Enter makes. */
  newItems?: readonly { href: string; label: string; icon?: ReactNode }[]
  organization: Organization
  member: Person
  /** Other organizations of the member, as menu rows. */
  organizationMenu?: ReactNode
  /** Rows in the member menu above the sign-out: profile, security. */
  memberMenu?: ReactNode
  /** The form or button that ends the session. */
  signOut?: ReactNode
  /** GET ?q= → `{ groups }`; see CommandPalette. */
  searchAddress?: string
  onLanguage?: (locale: string) => unknown
  /** A line over the whole top: trial, maintenance, offline. */
  notice?: ReactNode
  children: ReactNode
}

/** The desk: modules at the left, search and "new" on top, the screen in the rest. On a phone the modules are a drawer.
 * The server draws what is text or a link; buttons and their menus, a tenth of a page, only where they can be pressed. */
export function OfficeShell(props: OfficeShellProps) {
  const { items, newItems = [], organization, member } = props
  const t = useTranslations('navigation')
  const router = useRouter()
  const isHydrated = useIsHydrated()
  const path = usePathname()
  const [isNarrow, setNarrow] = useState(false)
  const [isDrawerOpen, setDrawerOpen] = useState(false)
  const [isSearching, setSearching] = useState(false)
  const [isNewOpen, setNewOpen] = useState(false)

  useEffect(() => setNarrow(localStorage.getItem('rail') === 'narrow'), [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes the drawer
  useEffect(() => setDrawerOpen(false), [path])

  useShortcut('Mod+k', () => setSearching(true), { label: t('search'), isHidden: true })
  useShortcut('n', () => setNewOpen(true), { label: t('new'), isOff: newItems.length === 0 })

  const commands = useMemo<Command[]>(
    () => [
      ...newItems.map((item) => ({
        id: `new:${item.href}`,
        label: item.label,
        keywords: t('new'),
        icon: item.icon ?? <Plus />,
        href: item.href,
      })),
      ...items.map((item) => ({ id: `go:${item.href}`, label: item.label, icon: item.icon, href: item.href })),
    ],
    [items, newItems, t],
  )

  function toggleRail() {
    setNarrow((now) => {
      localStorage.setItem('rail', now ? 'wide' : 'narrow')
      return !now
    })
  }

  return (
    <div
      data-density="office"
      className="relative flex h-dvh flex-col overflow-hidden max-md:h-auto max-md:min-h-dvh max-md:overflow-visible print:block print:h-auto"
    >
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t('skip')}
      </a>
      {props.notice}
      <div className="flex min-h-0 flex-1">
        <aside
          data-print="hide"
          className="flex shrink-0 flex-col border-r border-line bg-sunken transition-[width] duration-150 max-md:hidden"
          style={{ width: isNarrow ? 52 : 216 }}
        >
          <OrganizationMenu
            organization={organization}
            menu={isHydrated && props.organizationMenu}
            isNarrow={isNarrow}
          />
          <NavigationRail items={items} isNarrow={isNarrow} label={t('modules')} />
          <div className="border-t border-line p-2">
            {isHydrated ? (
              <IconButton
                label={isNarrow ? t('widen') : t('narrow')}
                size="sm"
                onPress={toggleRail}
                placement="right"
                className="text-ink-faint"
              >
                {isNarrow ? <PanelLeftOpen /> : <PanelLeftClose />}
              </IconButton>
            ) : (
              <span className="block size-control-sm" />
            )}
          </div>
        </aside>
        <div className="flex min-w-0 flex-1 flex-col">
          <header
            data-print="hide"
            className="sticky top-0 z-20 flex h-12 shrink-0 items-center gap-2 border-b border-line bg-surface px-3"
          >
            {isHydrated ? (
              <IconButton label={t('menu')} onPress={() => setDrawerOpen(true)} className="md:hidden">
                <MenuIcon />
              </IconButton>
            ) : (
              <span className="size-control md:hidden" />
            )}
            <button
              type="button"
              onClick={() => setSearching(true)}
              className="focus-ring flex h-8 min-w-0 flex-1 items-center gap-2 rounded-md border border-line bg-canvas px-2.5 text-left text-ink-faint transition-colors hover:border-line-strong max-md:h-11 md:max-w-md"
            >
              <Search aria-hidden className="size-4 shrink-0" />
              <span className="min-w-0 flex-1 truncate">{t('searchEverything')}</span>
              <span className="hidden gap-0.5 md:flex" suppressHydrationWarning>
                <Kbd>{keyName('Mod')}</Kbd>
                <Kbd>K</Kbd>
              </span>
            </button>
            <div className="flex-1 max-md:hidden" />
            {isHydrated ? (
              <>
                {newItems.length > 0 && (
                  <Menu
                    label={t('new')}
                    isOpen={isNewOpen}
                    onOpenChange={setNewOpen}
                    trigger={
                      <Button icon={<Plus aria-hidden className="size-4" />} shortcut="N" className="max-md:gap-0">
                        <span className="max-md:sr-only">{t('new')}</span>
                      </Button>
                    }
                  >
                    {newItems.map((item) => (
                      <MenuItem key={item.href} icon={item.icon} onAction={() => router.push(item.href)}>
                        {item.label}
                      </MenuItem>
                    ))}
                  </Menu>
                )}
                <OrganizationMenu.Member
                  member={member}
                  menu={props.memberMenu}
                  signOut={props.signOut}
                  onLanguage={props.onLanguage}
                >
                  <Avatar name={member.name} />
                </OrganizationMenu.Member>
              </>
            ) : (
              <>
                {newItems.length > 0 && <Skeleton className="h-control w-29 max-md:w-control" />}
                <Skeleton className="mx-0.5 size-7 rounded-full!" />
              </>
            )}
          </header>
          <main id="main" tabIndex={-1} data-scroll className="relative min-h-0 flex-1 outline-none md:overflow-auto">
            {props.children}
          </main>
        </div>
      </div>
      {/* Closed until somebody opens them. */}
      {isHydrated && (
        <>
          <NavigationDrawer
            items={items}
            isOpen={isDrawerOpen}
            onOpenChange={setDrawerOpen}
            label={t('modules')}
            title={organization.name}
          />
          <CommandPalette
            isOpen={isSearching}
            onOpenChange={setSearching}
            commands={commands}
            searchAddress={props.searchAddress}
          />
        </>
      )}
    </div>
  )
}
