import { getTranslations } from 'next-intl/server'
import { MaintenanceLists } from '@/components/maintenance/maintenance-lists'
import { Page, PageHeader } from '@/components/ui/page-header'
import { mayOpen } from '@/lib/auth/authorization'
import { requirePage } from '@/lib/auth/page'
import { dueMaintenance, pastMaintenance } from '@/lib/maintenance/queries'
import { dayIn, Temporal } from '@/lib/time'

export async function generateMetadata() {
  return { title: (await getTranslations('maintenance'))('title') }
}

export default async function MaintenancePage() {
  const { me, organization, read } = await requirePage('/maintenance')
  const { due, past } = await read(async (r) => ({
    due: await dueMaintenance(r, null),
    past: await pastMaintenance(r),
  }))
  const t = await getTranslations('maintenance')
  return (
    <Page>
      <PageHeader
        title={t('title')}
        count={due.length}
        description={t('description', { days: organization.settings.maintenanceReminderDays })}
      />
      <MaintenanceLists
        due={due}
        past={past}
        today={dayIn(organization.timeZone, Temporal.Now.instant())}
        mayPlan={mayOpen('/planboard', me.roles)}
      />
    </Page>
  )
}
