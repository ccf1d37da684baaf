import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { People } from '@/components/settings/people'
import { Page } from '@/components/ui/page-header'
import { requirePage } from '@/lib/auth/page'
import { allMembers } from '@/lib/auth/queries'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings')
  return { title: t('cards.people.title') }
}

export default async function PeoplePage() {
  const { read, me } = await requirePage('/settings/people')
  const people = await read(allMembers)
  return (
    <Page width="record">
      <People people={people} myId={me.memberId} />
    </Page>
  )
}
