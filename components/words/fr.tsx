'use client'
import { NextIntlClientProvider } from 'next-intl'
import type { ReactNode } from 'react'
import { timeZoneDefault } from '@/lib/locale'
import * as words from '@/messages/fr'

const messages = { ...words }

export function WordsFr({ children }: { children: ReactNode }) {
  return (
    <NextIntlClientProvider locale="fr" messages={messages} timeZone={timeZoneDefault}>
      {children}
    </NextIntlClientProvider>
  )
}
