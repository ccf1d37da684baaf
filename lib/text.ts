import { createTranslator } from 'next-intl'
import { type DocumentMessages, documentMessagesFor } from '@/messages/documents'
import { type DocumentLocale, documentLocales } from './locale'

export function documentLocale(locale: string): DocumentLocale {
  return (documentLocales as readonly string[]).includes(locale) ? (locale as DocumentLocale) : 'nl'
}

/** `t(key, params)` for what a customer reads: mails, PDFs, link pages' texts; in the customer's language, not the member's. */
export function documentText(
  locale: string,
  module: keyof DocumentMessages,
): (key: string, params?: Record<string, string | number>) => string {
  const language = documentLocale(locale)
  const t = createTranslator({
    locale: language,
    messages: documentMessagesFor(language) as Record<string, object>,
    namespace: module,
  })
  return (key, params) => t(key as never, params as never)
}
