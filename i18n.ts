import { cookies, headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { type Locale, localeFrom, timeZoneDefault } from '@/lib/locale'
import { messagesFor } from '@/messages'

/** The language of this request: the member's or visitor's choice in a cookie, else what the browser asks for. */
async function requestedLocale(): Promise<Locale> {
  const [jar, head] = await Promise.all([cookies(), headers()])
  return localeFrom(jar.get('locale')?.value, head.get('accept-language'))
}

export default getRequestConfig(async ({ locale }) => {
  const chosen = localeFrom(locale, null) === locale ? (locale as Locale) : await requestedLocale()
  return { locale: chosen, messages: messagesFor(chosen), timeZone: timeZoneDefault }
})
