import type { ReactNode } from 'react'
import { requireSession } from '@/lib/auth/page'

/** The phone: each page brings its own FieldShell, since title and next step are its own. */
export default async function FieldLayout({ children }: { children: ReactNode }) {
  await requireSession()
  return children
}
