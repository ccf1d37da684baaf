import type { ReactNode } from 'react'
import { LanguagePicker } from '@/components/ui/preferences'

/** Under every card for who is not signed in: another way in, and the language. */
export function AuthFooter({ children }: { children?: ReactNode }) {
  return (
    <div className="flex flex-col items-center gap-4">
      {children}
      <LanguagePicker />
    </div>
  )
}
