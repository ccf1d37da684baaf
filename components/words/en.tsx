'use client'
import { NextIntlClientProvider } from 'next-intl'
import type { ReactNode } from 'react'
import { timeZoneDefault } from '@/lib/locale'
import * as words from '@/messages/en'

const messages = { ...words }

export function WordsEn({ children }: { children: ReactNode }) {
  return (
    <NextIntlClientProvider locale="en" messages={messages} timeZone={timeZoneDefault}>
      {children}
    </NextIntlClientProvider>
  )
}
