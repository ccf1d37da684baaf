'use client'
import { ChevronsUpDown, Keyboard } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { buttonStyle } from './button-style'
import { cx } from './cx'
import { Popover } from './popover'
import { LanguagePicker, ThemePicker } from './preferences'
import { useShortcutHelp } from './shortcuts'

export type Organization = { name: string; logoSrc?: string | null }
export type Person = { name: string; email?: string; role?: string; avatarSrc?: string | null }

function Logo({ organization }: { organization: Organization }) {
  if (organization.logoSrc) {
    // biome-ignore lint/performance/noImgElement: files are already re-encoded in the right size
    return <img src={organization.logoSrc} alt="" className="size-7 shrink-0 rounded-sm bg-white object-contain" />
  }
  return (
    <span
      aria-hidden
      className="flex size-7 shrink-0 items-center justify-center rounded-sm bg-accent font-medium text-on-accent"
    >
      {organization.name[0]?.toUpperCase()}
    </span>
  )
}

/** Name and logo of the organization on top of the rail; a menu when there is something to choose. */
export function OrganizationMenu({
  organization,
  menu,
  isNarrow,
}: {
  organization: Organization
  menu?: ReactNode
  isNarrow: boolean
}) {
  const contents = (
    <>
      <Logo organization={organization} />
      {!isNarrow && <span className="min-w-0 flex-1 truncate text-left font-medium">{organization.name}</span>}
      {!isNarrow && menu && <ChevronsUpDown aria-hidden className="size-3.5 text-ink-faint" />}
    </>
  )
  const style = 'flex h-12 w-full items-center gap-2.5 px-3'
  if (!menu) return <div className={style}>{contents}</div>
  return (
    <Popover
      label={organization.name}
      trigger={
        <AriaButton aria-label={organization.name} className={cx(style, 'focus-ring hover:bg-hover')}>
          {contents}
        </AriaButton>
      }
      className="flex min-w-56 flex-col gap-0.5 p-1.5"
    >
      {menu}
    </Popover>
  )
}

function MemberMenu({
  member,
  menu,
  signOut,
  onLanguage,
  children,
}: {
  member: Person
  menu?: ReactNode
  signOut?: ReactNode
  onLanguage?: (locale: string) => unknown
  children: ReactNode
}) {
  const t = useTranslations('navigation')
  const openHelp = useShortcutHelp()
  return (
    <Popover
      label={t('memberMenu')}
      placement="bottom end"
      trigger={
        <AriaButton className="focus-ring flex size-control items-center justify-center rounded-full hover:bg-hover">
          {children}
          <span className="sr-only">{`${t('memberMenu')}: ${member.name}`}</span>
        </AriaButton>
      }
      className="w-64 p-0!"
    >
      {(close) => (
        <div className="text-base">
          <div className="border-b border-line px-3 py-2.5">
            <p className="truncate font-medium">{member.name}</p>
            {(member.role || member.email) && (
              <p className="truncate text-sm text-ink-faint">{member.role ?? member.email}</p>
            )}
          </div>
          <div className="flex flex-col gap-2 border-b border-line px-3 py-2.5 text-sm text-ink-soft">
            <div className="flex items-center justify-between gap-3">
              {t('theme')}
              <ThemePicker />
            </div>
            <div className="flex items-center justify-between gap-3">
              {t('language')}
              <LanguagePicker onChoose={onLanguage} />
            </div>
          </div>
          {/* biome-ignore lint/a11y: a press on any row inside also closes the menu */}
          <div
            className="flex flex-col p-1.5 *:w-full *:justify-start! *:gap-2.5! *:px-2! *:font-normal!"
            onClick={close}
          >
            {menu}
            <AriaButton
              onPress={() => {
                close()
                openHelp()
              }}
              className={buttonStyle('ghost', 'md', 'gap-2.5 px-2! font-normal! pointer-coarse:hidden')}
            >
              <Keyboard aria-hidden className="size-4" />
              {t('shortcuts')}
            </AriaButton>
            {signOut}
          </div>
        </div>
      )}
    </Popover>
  )
}

OrganizationMenu.Member = MemberMenu
