import { NextIntlClientProvider } from 'next-intl'
import type { ReactNode } from 'react'
import { type Locale, timeZoneDefault } from '@/lib/locale'
import { type Messages, messagesFor } from '@/messages'

/** What the phone's screens say: a sixth of all words there are. A test follows their imports, so that none is forgotten. */
const whole = ['common', 'navigation', 'field', 'hours', 'sync', 'forms', 'vehicles', 'map'] as const
const parts: Partial<Record<keyof Messages, readonly string[]>> = { execution: ['countKinds'], visits: ['status'] }

/** The words of the field app in one language, and those of everything that may be refused. They come with its first page. */
export function fieldWords(locale: Locale): Record<string, object> {
  const all: Record<keyof Messages, object> = messagesFor(locale)
  const inside = (module: keyof Messages) => all[module] as Record<string, object>
  const modules = Object.keys(all) as (keyof Messages)[]
  const some = (module: keyof Messages, keys: readonly string[]) => {
    const words = inside(module)
    const found = keys.flatMap((key) => (words[key] ? [[key, words[key]]] : []))
    return found.length > 0 ? [[module, Object.fromEntries(found)] as const] : []
  }
  return Object.fromEntries([
    ...modules.flatMap((module) => some(module, ['refused', ...(parts[module] ?? [])])),
    ...whole.map((module) => [module, all[module]] as const),
  ])
}

/** Instead of `Words` on a phone: every kilobyte of script is read by a slow processor before a tap is heard. */
export function FieldWords({ locale, children }: { locale: Locale; children: ReactNode }) {
  return (
    <NextIntlClientProvider locale={locale} messages={fieldWords(locale)} timeZone={timeZoneDefault}>
      {children}
    </NextIntlClientProvider>
  )
}
