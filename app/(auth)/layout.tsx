import { getLocale } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Words } from '@/components/words/words'
import { localeFrom } from '@/lib/locale'

export default async function AuthLayout({ children }: { children: ReactNode }) {
  return <Words locale={localeFrom(await getLocale(), null)}>{children}</Words>
}
