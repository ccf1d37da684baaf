import { useTranslations } from 'next-intl'
import type { CSSProperties, ReactNode } from 'react'
import { companyColours } from './company-colour'
import { Dense } from './density'

export type Company = {
  name: string
  logoSrc?: string | null
  /** `#0b5563`; made readable when it is not. */
  colour?: string | null
  phone?: string | null
  email?: string | null
  website?: string | null
  /** Address and enterprise number, small at the bottom. */
  legal?: string | null
}

/**
 * A page for a customer, in the company's clothes: works at 320 px and without JavaScript. Buttons with
 * `variant="company"` carry the company's colour. Werkstroom stands only in the small print.
 */
export function PublicShell({
  company,
  width = 'text',
  children,
}: {
  company: Company
  width?: 'text' | 'wide'
  children: ReactNode
}) {
  const t = useTranslations('navigation.public')
  const colours = companyColours(company.colour)
  return (
    <Dense
      density="public"
      data-company={colours ? '' : undefined}
      style={(colours ?? undefined) as CSSProperties}
      className="flex min-h-dvh flex-col"
    >
      <div className="h-1 bg-(--company)" />
      <header className="border-b border-line bg-surface">
        <div
          className={`mx-auto flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-4 sm:px-6 ${width === 'wide' ? 'max-w-5xl' : 'max-w-2xl'}`}
        >
          {company.logoSrc ? (
            <span className="flex max-w-[60%] rounded-sm bg-white p-1">
              {/* biome-ignore lint/performance/noImgElement: files are already re-encoded in the right size */}
              <img src={company.logoSrc} alt={company.name} className="h-11 max-w-full object-contain object-left" />
            </span>
          ) : (
            <span className="min-w-0 text-xl font-medium text-(--company-ink)">{company.name}</span>
          )}
          {company.phone && (
            <a
              href={`tel:${company.phone.replace(/[^\d+]/g, '')}`}
              className="tabular focus-ring flex min-h-11 items-center whitespace-nowrap rounded-sm ml-auto text-(--company-ink) underline decoration-line-strong underline-offset-4"
            >
              {company.phone}
            </a>
          )}
        </div>
      </header>
      <main
        id="main"
        className={`mx-auto w-full flex-1 px-4 py-6 sm:px-6 sm:py-8 ${width === 'wide' ? 'max-w-5xl' : 'max-w-2xl'}`}
      >
        {children}
      </main>
      <footer className="border-t border-line">
        <div
          className={`mx-auto flex flex-col gap-1 px-4 py-5 text-sm text-ink-faint sm:px-6 ${width === 'wide' ? 'max-w-5xl' : 'max-w-2xl'}`}
        >
          <p className="text-ink-soft">{company.name}</p>
          {company.legal && <p>{company.legal}</p>}
          <p className="flex flex-wrap gap-x-4 [&_a]:inline-block [&_a]:min-h-6 [&_a]:underline [&_a]:underline-offset-2">
            {company.email && <a href={`mailto:${company.email}`}>{company.email}</a>}
            {company.website && (
              <a href={company.website} rel="noopener">
                {company.website.replace(/^https?:\/\//, '')}
              </a>
            )}
          </p>
          <p className="mt-2 text-xs">{t('madeWith')}</p>
        </div>
      </footer>
    </Dense>
  )
}
