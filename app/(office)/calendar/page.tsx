import { getTranslations } from 'next-intl/server'
import { Page } from '@/components/ui/page-header'
import { CalendarScreen } from '@/components/visits/calendar-screen'
import { mayOpen } from '@/lib/auth/authorization'
import { requirePage } from '@/lib/auth/page'
import { activeMembers } from '@/lib/auth/queries'
import { dayIn, Temporal } from '@/lib/time'

export async function generateMetadata() {
  return { title: (await getTranslations('navigation.items'))('calendar') }
}

/** Month, week, day and agenda of one or a few people. */
export default async function CalendarPage() {
  const { read, me, organization } = await requirePage('/calendar')
  const members = await read(activeMembers)
  const technicians = members.filter((member) => member.roles.includes('technician'))
  // Everybody can be away; who goes on visits comes first.
  const others = members.filter((member) => !member.roles.includes('technician'))
  const mine = technicians.find((member) => member.id === me.memberId)
  const { dayStart, dayEnd } = organization.settings
  return (
    <Page isFilled>
      <CalendarScreen
        people={(technicians.length === 0 ? [] : [...technicians, ...others]).map(({ id, name, colour }) => ({
          id,
          name,
          colour,
        }))}
        first={mine?.id ?? technicians[0]?.id ?? null}
        today={dayIn(organization.timeZone, Temporal.Now.instant())}
        timeZone={organization.timeZone}
        workDay={{ dayStart, dayEnd }}
        mayInvite={mayOpen('/settings/people', me.roles)}
      />
    </Page>
  )
}
