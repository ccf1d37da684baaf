import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { People } from '@/components/settings/people'
import { Phones } from '@/components/settings/phones'
import { PositionSettings } from '@/components/settings/positions'
import { Page } from '@/components/ui/page-header'
import { requirePage } from '@/lib/auth/page'
import { allMembers, homesOf, organizationOf } from '@/lib/auth/queries'
import { timeline } from '@/lib/history/queries'
import { phonesOfMembers } from '@/lib/sync/queries/devices'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings')
  return { title: t('cards.people.title') }
}

type Props = { searchParams: Promise<{ timeline?: string }> }

/** `?timeline=<member>` shows besides what happened to one of them. */
export default async function PeoplePage({ searchParams }: Props) {
  const { read, me, organization } = await requirePage('/settings/people')
  const asked = z.uuid().safeParse((await searchParams).timeline).data
  const [people, homes, phones, company, entries] = await read((r) =>
    Promise.all([
      allMembers(r),
      homesOf(r),
      phonesOfMembers(r),
      organizationOf(r),
      asked ? timeline(r, ['member', asked], { limit: 100 }) : [],
    ]),
  )
  const names = new Map(people.map(({ id, name }) => [id, name]))
  return (
    <Page width="record">
      <People
        people={people.map((person) => ({ ...person, home: homes.get(person.id) ?? null }))}
        myId={me.memberId}
        country={organization.country}
        shown={asked ? { memberId: asked, entries } : undefined}
      />
      <Phones phones={phones.map((phone) => ({ ...phone, member: names.get(phone.memberId) ?? '' }))} />
      <PositionSettings positionDays={company.settings.positionDays} version={company.version} />
    </Page>
  )
}
