'use client'
import { NextIntlClientProvider } from 'next-intl'
import type { ReactNode } from 'react'
import { timeZoneDefault } from '@/lib/locale'
import * as words from '@/messages/nl'

const messages = { ...words }

export function WordsNl({ children }: { children: ReactNode }) {
  return (
    <NextIntlClientProvider locale="nl" messages={messages} timeZone={timeZoneDefault}>
      {children}
    </NextIntlClientProvider>
  )
}
