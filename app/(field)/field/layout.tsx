import type { ReactNode } from 'react'
import { SyncProvider } from '@/components/field/phone/sync'
import { PhoneProvider } from '@/components/field/phone/use-phone'
import { OrganizationTimeZone } from '@/components/ui/region'
import { requirePage } from '@/lib/auth/page'

/** The phone: each page brings its own FieldShell, since title and next step are its own. */
export default async function FieldLayout({ children }: { children: ReactNode }) {
  const { organization, me } = await requirePage('/field')
  return (
    <OrganizationTimeZone
      timeZone={organization.timeZone}
      country={organization.country}
      extraHolidays={organization.settings.extraHolidays}
    >
      <PhoneProvider memberId={me.memberId}>
        <SyncProvider>{children}</SyncProvider>
      </PhoneProvider>
    </OrganizationTimeZone>
  )
}
