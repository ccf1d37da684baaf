import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { TimelineList } from '@/components/history/timeline-list'
import { Section } from '@/components/ui/card'
import { Page } from '@/components/ui/page-header'
import { VehicleList } from '@/components/vehicles/vehicle-list'
import { requirePage } from '@/lib/auth/page'
import { activeMembers } from '@/lib/auth/queries'
import { timeline } from '@/lib/history/queries'
import { listVehicles } from '@/lib/vehicles/queries/list'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('vehicles'))('title') }
}

export default async function VehiclesPage() {
  const [{ read }, t] = await Promise.all([requirePage('/settings/vehicles'), getTranslations('vehicles')])
  const [vehicles, members, entries] = await read((r) =>
    Promise.all([listVehicles(r), activeMembers(r), timeline(r, ['vehicles', r.actor.organizationId])]),
  )
  const technicians = members.filter(({ roles }) => roles.includes('technician')).map(({ id, name }) => ({ id, name }))
  return (
    <Page width="record">
      <VehicleList vehicles={vehicles} technicians={technicians} />
      {entries.length > 0 && (
        <div className="mt-8">
          <Section title={t('trail')}>
            <TimelineList entries={entries} />
          </Section>
        </div>
      )}
    </Page>
  )
}
