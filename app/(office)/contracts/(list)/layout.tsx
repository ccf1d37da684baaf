import type { ReactNode } from 'react'
import { requirePage } from '@/lib/auth/page'

/** Asked above the skeleton too: what stands below it is sent after the status of the answer. */
export default async function ContractsLayout({ children }: { children: ReactNode }) {
  await requirePage('/contracts')
  return children
}
