'use client'
import { useLocale } from 'next-intl'
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { I18nProvider } from 'react-aria-components'
import { formatLocaleOf } from './format-locale'

type Region = { timeZone: string; formatLocale: string; country: string }

const RegionContext = createContext<Region | null>(null)

/**
 * Every date below is shown in this time zone, every number in this country's way, whatever the browser thinks.
 * `<OrganizationTimeZone timeZone="Europe/Amsterdam" country="NL">…`
 */
export function OrganizationTimeZone({
  timeZone,
  country = 'BE',
  children,
}: {
  timeZone: string
  country?: string
  children: ReactNode
}) {
  const formatLocale = formatLocaleOf(useLocale(), country)
  const region = useMemo(() => ({ timeZone, formatLocale, country }), [timeZone, formatLocale, country])
  return (
    <RegionContext value={region}>
      <I18nProvider locale={formatLocale}>{children}</I18nProvider>
    </RegionContext>
  )
}

/** The time zone, the country and the locale that dates, numbers and money are written in. */
export function useRegion(): Region {
  const region = useContext(RegionContext)
  const locale = useLocale()
  return region ?? { timeZone: 'Europe/Brussels', formatLocale: formatLocaleOf(locale), country: 'BE' }
}
