import type { Metadata } from 'next'
import { getLocale } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Words } from '@/components/words/words'
import { localeFrom } from '@/lib/locale'

/** Pages for customers carry the company's name, not ours. */
export const metadata: Metadata = { title: { default: '', template: '%s' } }

export default async function PublicLayout({ children }: { children: ReactNode }) {
  return <Words locale={localeFrom(await getLocale(), null)}>{children}</Words>
}
