import '@fontsource-variable/inter/wght.css'
import './globals.css'
import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import { NextIntlClientProvider } from 'next-intl'
import { getLocale } from 'next-intl/server'
import type { ReactNode } from 'react'
import { UiProvider } from '@/components/ui/provider'
import { localeFrom, timeZoneDefault } from '@/lib/locale'
import { messagesFor } from '@/messages'

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
  const language = localeFrom(locale, null)
  // What is said wherever one is. Each part of the product brings its own words: the phone needs few of them.
  const { common } = messagesFor(language)
  const theme = jar.get('theme')?.value
  return (
    <html lang={locale} data-theme={theme === 'light' || theme === 'dark' ? theme : undefined}>
      <body>
        <NextIntlClientProvider locale={language} messages={{ common }} timeZone={timeZoneDefault}>
          <UiProvider>{children}</UiProvider>
        </NextIntlClientProvider>
      </body>
    </html>
  )
}
