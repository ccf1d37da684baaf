'use client'
import { useRouter } from 'next/navigation'
import { useLocale } from 'next-intl'
import type { ReactNode } from 'react'
import { RouterProvider } from 'react-aria-components'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { formatLocaleOf } from './format-locale'
import { ShortcutProvider } from './shortcuts'
import { Toaster } from './toast'
import { RefreshProvider } from './use-refresh'

/** What every screen stands in: locale of the fields, client navigation, shortcuts, toasts. */
export function UiProvider({ children }: { children: ReactNode }) {
  const router = useRouter()
  const locale = useLocale()
  return (
    <I18nProvider locale={formatLocaleOf(locale)}>
      <RouterProvider navigate={(href) => router.push(href)}>
        <RefreshProvider>
          <ShortcutProvider>{children}</ShortcutProvider>
          <Toaster />
        </RefreshProvider>
      </RouterProvider>
    </I18nProvider>
  )
}
