'use client'
import { useLocale } from 'next-intl'
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { formatLocaleOf } from './format-locale'

type Region = { timeZone: string; formatLocale: string; country: string; extraHolidays: readonly string[] }

const none: readonly string[] = []

const RegionContext = createContext<Region | null>(null)

/**
 * Every date below is shown in this time zone, every number in this country's way, whatever the browser thinks.
 * `<OrganizationTimeZone timeZone="Europe/Amsterdam" country="NL">…`
 */
export function OrganizationTimeZone({
  timeZone,
  country = 'BE',
  extraHolidays = none,
  children,
}: {
  timeZone: string
  country?: string
  /** Names of the days off that the company gives beside those of the country. */
  extraHolidays?: readonly string[]
  children: ReactNode
}) {
  const formatLocale = formatLocaleOf(useLocale(), country)
  const region = useMemo(
    () => ({ timeZone, formatLocale, country, extraHolidays }),
    [timeZone, formatLocale, country, extraHolidays],
  )
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
  const formatLocale = formatLocaleOf(locale)
  return region ?? { timeZone: 'Europe/Brussels', formatLocale, country: 'BE', extraHolidays: none }
}
