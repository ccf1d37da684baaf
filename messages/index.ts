import type { Locale } from '@/lib/locale'
import * as en from './en'
import * as fr from './fr'
import * as nl from './nl'

/** One file per module and language; nl is the source, and a test proves en and fr complete. */
export type Messages = typeof nl

export function messagesFor(locale: Locale): Messages {
  return { nl, en, fr }[locale] as Messages
}
