/** The interface language with the country whose dates and amounts are meant: English follows European dates. */
export function formatLocaleOf(language: string, country = 'BE'): string {
  if (language === 'en') return 'en-GB'
  if (language === 'nl') return country === 'NL' ? 'nl-NL' : 'nl-BE'
  if (language === 'fr') return 'fr-BE'
  return language
}
