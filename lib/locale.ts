export const locales = ['nl', 'en', 'fr'] as const
export type Locale = (typeof locales)[number]

/** Languages a customer's documents and mails can have. German documents fall back to the source text where none exists. */
export const documentLocales = ['nl', 'fr', 'en', 'de'] as const
export type DocumentLocale = (typeof documentLocales)[number]

export const timeZoneDefault = 'Europe/Brussels'

export function isLocale(value: unknown): value is Locale {
  return typeof value === 'string' && (locales as readonly string[]).includes(value)
}

/** The first language of ours among a chosen value and an Accept-Language header; Dutch otherwise. */
export function localeFrom(chosen: string | undefined | null, acceptLanguage: string | null): Locale {
  if (isLocale(chosen)) return chosen
  for (const part of (acceptLanguage ?? '').split(',')) {
    const language = part.split(';')[0]?.trim().slice(0, 2).toLowerCase()
    if (isLocale(language)) return language
  }
  return 'nl'
}
