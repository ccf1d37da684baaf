import type { Metadata } from 'next'
import { getLocale } from 'next-intl/server'
import type { ReactNode } from 'react'
import { EarlyTap } from '@/components/field/worker/early-tap'
import { FieldApp } from '@/components/field/worker/field-app'
import { OrganizationTimeZone } from '@/components/ui/region'
import { FieldWords } from '@/components/words/field'
import { requirePage } from '@/lib/auth/page'
import { env } from '@/lib/env'
import { localeFrom } from '@/lib/locale'
import { publicPushKey } from '@/lib/push/transport'

/** An app on the home screen; its name and icon there, also where a phone reads no manifest. */
export async function generateMetadata(): Promise<Metadata> {
  return {
    manifest: `/manifest.webmanifest?language=${await getLocale()}`,
    appleWebApp: { capable: true, title: 'Werkstroom', statusBarStyle: 'default' },
    icons: { apple: '/icons/apple.png' },
  }
}

/** The phone: each page brings its own FieldShell, since title and next step are its own. */
export default async function FieldLayout({ children }: { children: ReactNode }) {
  const { me, organization } = await requirePage('/field')
  const locale = await getLocale()
  return (
    <FieldWords locale={localeFrom(locale, null)}>
      <EarlyTap />
      <OrganizationTimeZone
        timeZone={organization.timeZone}
        country={organization.country}
        extraHolidays={organization.settings.extraHolidays}
      >
        <FieldApp
          member={{
            memberId: me.memberId,
            sessionId: me.sessionId,
            pushKey: publicPushKey(),
            isWorkerOn: env.FIELD_WORKER === 'on',
          }}
        >
          {children}
        </FieldApp>
      </OrganizationTimeZone>
    </FieldWords>
  )
}
