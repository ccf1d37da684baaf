import '@fontsource-variable/inter/wght.css'
import './globals.css'
import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import { getLocale } from 'next-intl/server'
import type { ReactNode } from 'react'
import { UiProvider } from '@/components/ui/provider'
import { Words } from '@/components/words/words'
import { localeFrom } from '@/lib/locale'

export const metadata: Metadata = {
  title: { default: 'Werkstroom', template: '%s · Werkstroom' },
  applicationName: 'Werkstroom',
  formatDetection: { telephone: false },
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f5f7f7' },
    { media: '(prefers-color-scheme: dark)', color: '#0e1414' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, jar] = await Promise.all([getLocale(), cookies()])
  const theme = jar.get('theme')?.value
  return (
    <html lang={locale} data-theme={theme === 'light' || theme === 'dark' ? theme : undefined}>
      <body>
        <Words locale={localeFrom(locale, null)}>
          <UiProvider>{children}</UiProvider>
        </Words>
      </body>
    </html>
  )
}
