import { NextIntlClientProvider } from 'next-intl'
import type { ReactNode } from 'react'
import type { Locale } from '@/lib/locale'
import { messagesFor } from '@/messages'

/** A page in the reader's own language, whatever the browser asks for; with only the words it needs. */
export function PublicWords({ locale, children }: { locale: Locale; children: ReactNode }) {
  const { common, navigation, forms, files, requests } = messagesFor(locale)
  return (
    <NextIntlClientProvider locale={locale} messages={{ common, navigation, forms, files, requests }}>
      <div lang={locale} className="contents">
        {children}
      </div>
    </NextIntlClientProvider>
  )
}
