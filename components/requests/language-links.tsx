import { useTranslations } from 'next-intl'
import { cx } from '@/components/ui/cx'
import { type Locale, locales } from '@/lib/locale'

/** The same page in another language; plain links, for a browser without JavaScript too. */
export function LanguageLinks({ locale, label, path }: { locale: Locale; label: string; path: string }) {
  const t = useTranslations('requests.form.language')
  return (
    <nav aria-label={label} className="-mx-2 flex">
      {locales.map((one) => (
        <a
          key={one}
          href={`${path}?lang=${one}`}
          lang={one}
          hrefLang={one}
          aria-current={one === locale ? 'true' : undefined}
          className={cx(
            'focus-ring flex min-h-11 items-center rounded-sm px-2 text-sm',
            one === locale
              ? 'font-medium text-ink'
              : 'text-ink-soft underline decoration-line-strong underline-offset-4',
          )}
        >
          {t(one)}
        </a>
      ))}
    </nav>
  )
}
