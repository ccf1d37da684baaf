import { redirect } from 'next/navigation'
import { Page, PageHeader } from '@/components/ui/page-header'
import { requirePage } from '@/lib/auth/page'
import { isPureTechnician } from '@/lib/auth/rules'

/** Home; a technician's is the phone. */
export default async function HomePage() {
  const { me } = await requirePage('/')
  if (isPureTechnician(me.roles)) redirect('/field')
  return (
    <Page>
      <PageHeader title={me.name} />
    </Page>
  )
}
