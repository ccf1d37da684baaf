import type { ReactNode } from 'react'
import type { Locale } from '@/lib/locale'
import { WordsEn } from './en'
import { WordsFr } from './fr'
import { WordsNl } from './nl'

const providers = { nl: WordsNl, en: WordsEn, fr: WordsFr }

/**
 * The words of one language for everything in the browser. A module per language, so that they travel once, as a file
 * that the browser keeps, and not inside every page.
 */
export function Words({ locale, children }: { locale: Locale; children: ReactNode }) {
  const Provider = providers[locale]
  return <Provider>{children}</Provider>
}
