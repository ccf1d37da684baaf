import type { DocumentLocale } from '@/lib/locale'
import * as de from './de/documents'
import * as en from './en/documents'
import * as fr from './fr/documents'
import * as nl from './nl/documents'

/** Words of mails and documents for customers, in the customer's language: four languages, one file per module. */
export type DocumentMessages = typeof nl

export function documentMessagesFor(locale: DocumentLocale): DocumentMessages {
  return { nl, en, fr, de }[locale] as DocumentMessages
}
