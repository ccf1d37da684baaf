import type { Metadata } from 'next'
import type { ReactNode } from 'react'

/** Pages for customers carry the company's name, not ours. */
export const metadata: Metadata = { title: { default: '', template: '%s' } }

export default function PublicLayout({ children }: { children: ReactNode }) {
  return children
}
