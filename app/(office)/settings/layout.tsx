import type { ReactNode } from 'react'
import { settingsCards } from '@/components/settings/cards'
import { SettingsNavigation } from '@/components/settings/navigation'
import { mayOpen } from '@/lib/auth/authorization'
import { requireSession } from '@/lib/auth/page'

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const { me } = await requireSession()
  const hrefs = settingsCards.map(({ href }) => href).filter((href) => mayOpen(href, me.roles))
  return (
    <div className="flex md:h-full">
      <SettingsNavigation hrefs={hrefs} />
      <div className="min-w-0 flex-1 md:h-full md:overflow-auto">{children}</div>
    </div>
  )
}
