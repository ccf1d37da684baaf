'use client'
import { ChevronLeft, CloudAlert, CloudCheck, CloudOff, RefreshCw } from 'lucide-react'
import NextLink from 'next/link'
import { useTranslations } from 'next-intl'
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { createPortal } from 'react-dom'
import { cx } from './cx'
import { Dense } from './density'

/** What the phone still holds. `waiting` counts what has not arrived yet. */
export type SyncState = { status: 'sent' | 'sending' | 'waiting' | 'offline' | 'refused'; waiting?: number }

const BottomContext = createContext<HTMLElement | null>(null)

/**
 * The phone in the cellar: 17 px, targets of 48 px, one primary button at the bottom (put it there with `<FieldBottom>`).
 * `title` and `back` may also come from the page through `<FieldHeader>`.
 */
export function FieldShell({
  title,
  back,
  sync,
  onSync,
  actions,
  tabs,
  children,
}: {
  title?: ReactNode
  back?: string
  sync?: SyncState
  /** What a tap on the sync state does: usually the list of what waits. */
  onSync?: () => void
  /** Icon buttons at the right of the header. */
  actions?: ReactNode
  /** Places at the very bottom: Vandaag, Uren, Meer. */
  tabs?: readonly { href: string; label: string; icon: ReactNode; isOn?: boolean; count?: number }[]
  children: ReactNode
}) {
  const t = useTranslations('navigation')
  const [bottom, setBottom] = useState<HTMLElement | null>(null)
  // It is the window that scrolls: it must know what stands in sight over the page.
  useEffect(() => {
    const { classList } = document.documentElement
    classList.add('under-bars')
    return () => classList.remove('under-bars')
  }, [])
  return (
    <Dense density="field" className="mx-auto flex min-h-dvh max-w-2xl flex-col">
      {(title || sync || back) && (
        <header className="sticky top-0 z-20 flex min-h-14 items-center gap-1 border-b border-line bg-surface px-4 pt-[env(safe-area-inset-top)]">
          {back && (
            <NextLink
              prefetch={false}
              href={back}
              aria-label={t('back')}
              className="focus-ring -ml-3 flex size-12 items-center justify-center rounded-md text-ink-soft"
            >
              <ChevronLeft aria-hidden className="size-6" />
            </NextLink>
          )}
          {/* A name may be long; a place is a word, beside which the badge takes two lines when it must. */}
          <h1 className={cx('flex-1 text-lg font-medium', back ? 'min-w-0 truncate' : 'whitespace-nowrap')}>{title}</h1>
          {sync && <SyncBadge sync={sync} onPress={onSync} isCompact={back !== undefined} />}
          {actions}
        </header>
      )}
      <BottomContext value={bottom}>
        <main id="main" className="flex-1 px-4 py-4">
          {children}
        </main>
      </BottomContext>
      <div
        data-print="hide"
        className="sticky bottom-0 z-20 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] empty:hidden has-[[data-slot]:empty:only-child]:hidden"
      >
        <div data-slot ref={setBottom} className="flex flex-col gap-2 p-3 empty:hidden [&>*]:w-full" />
        {tabs && (
          <nav aria-label={t('modules')} className="flex border-line [[data-slot]:not(:empty)+&]:border-t">
            {tabs.map((tab) => (
              <NextLink
                prefetch={false}
                key={tab.href}
                href={tab.href}
                aria-current={tab.isOn ? 'page' : undefined}
                className={cx(
                  'focus-ring relative flex h-14 flex-1 flex-col items-center justify-center gap-0.5 text-xs [&_svg]:size-5.5',
                  tab.isOn ? 'font-medium text-accent-ink' : 'text-ink-soft',
                )}
              >
                {tab.icon}
                {tab.label}
                {(tab.count ?? 0) > 0 && (
                  <span className="tabular absolute top-1.5 left-[calc(50%+6px)] flex h-5 min-w-5 items-center justify-center rounded-full bg-accent px-1 text-xs text-on-accent">
                    {tab.count}
                  </span>
                )}
              </NextLink>
            ))}
          </nav>
        )}
      </div>
    </Dense>
  )
}

/** The next step, at the bottom of the phone whatever the length of the page: `<FieldBottom><Button variant="primary" size="lg">…`. */
export function FieldBottom({ children }: { children: ReactNode }) {
  const bottom = useContext(BottomContext)
  return bottom ? createPortal(children, bottom) : null
}

const looks = {
  sent: { icon: <CloudCheck />, style: 'text-done-fg' },
  sending: { icon: <RefreshCw className="animate-spin" />, style: 'text-ink-soft' },
  waiting: { icon: <CloudAlert />, style: 'text-running-fg' },
  offline: { icon: <CloudOff />, style: 'text-running-fg' },
  refused: { icon: <CloudAlert />, style: 'text-alert-fg' },
}

/** "Alles verstuurd", "3 nog te versturen", "geen verbinding". */
export function SyncBadge({
  sync,
  onPress,
  isCompact,
}: {
  sync: SyncState
  onPress?: () => void
  /** Sign and number only, where the title needs the room. */
  isCompact?: boolean
}) {
  const t = useTranslations('navigation.sync')
  const look = looks[sync.status]
  return (
    <AriaButton
      onPress={onPress}
      className={cx(
        'focus-ring flex min-h-12 items-center min-w-12 justify-center gap-1.5 rounded-md px-2 text-sm [&_svg]:size-5',
        look.style,
      )}
    >
      {look.icon}
      {isCompact && (sync.waiting ?? 0) > 0 && (
        <span aria-hidden className="tabular">
          {sync.waiting}
        </span>
      )}
      <span aria-live="polite" className={isCompact ? 'sr-only' : 'text-left leading-tight'}>
        {t(sync.status, { count: sync.waiting ?? 0 })}
      </span>
    </AriaButton>
  )
}
