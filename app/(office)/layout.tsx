import type { ReactNode } from 'react'
import { MapStyle } from '@/components/map/map-style'
import { type ModuleHref, type NewHref, navigation, newThings } from '@/components/shell/navigation'
import { Office } from '@/components/shell/office'
import { OrganizationTimeZone } from '@/components/ui/region'
import { mayOpen } from '@/lib/auth/authorization'
import { requireSession } from '@/lib/auth/page'
import { env } from '@/lib/env'

export default async function OfficeLayout({ children }: { children: ReactNode }) {
  const { me, organization, companies } = await requireSession()
  const modules: ModuleHref[] = navigation.map(({ href }) => href).filter((href) => mayOpen(href, me.roles))
  const offered: NewHref[] = newThings.map(({ href }) => href).filter((href) => mayOpen(href, me.roles))
  return (
    <OrganizationTimeZone
      timeZone={organization.timeZone}
      country={organization.country}
      extraHolidays={organization.settings.extraHolidays}
    >
      <Office
        modules={modules}
        newThings={offered}
        company={{
          id: organization.id,
          name: organization.name,
          logoSrc: organization.logoFileId ? `/files/${organization.logoFileId}` : null,
        }}
        companies={companies}
        member={{ id: me.memberId, name: me.name, email: me.email, isTechnician: me.roles.includes('technician') }}
      >
        <MapStyle url={env.MAP_STYLE_URL ?? null}>{children}</MapStyle>
      </Office>
    </OrganizationTimeZone>
  )
}
