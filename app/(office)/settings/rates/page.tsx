import { getTranslations } from 'next-intl/server'
import { TimelineList } from '@/components/history/timeline-list'
import { RateDefaultsForm } from '@/components/hours/rate-defaults'
import { RatesView } from '@/components/hours/rates-view'
import { Page } from '@/components/ui/page-header'
import { requirePage } from '@/lib/auth/page'
import { organizationOf } from '@/lib/auth/queries'
import { timeline } from '@/lib/history/queries'
import { namedRates, rateChoices } from '@/lib/hours/queries/rates'
import { roundings } from '@/lib/hours/rules/rates'
import { dayIn, Temporal } from '@/lib/time'

export async function generateMetadata() {
  return { title: (await getTranslations('hours'))('rates.title') }
}

export default async function RatesPage() {
  const { read } = await requirePage('/settings/rates')
  const [organization, rates, choices, entries] = await read((r) =>
    Promise.all([organizationOf(r), namedRates(r), rateChoices(r), timeline(r, ['rates', r.actor.organizationId])]),
  )
  const { approvalDefault, approvalTiming, kilometreRate, roundingMinutes } = organization.settings
  return (
    <Page width="record">
      <RatesView
        rates={rates}
        choices={choices}
        today={dayIn(organization.timeZone, Temporal.Now.instant())}
        defaults={
          <RateDefaultsForm
            version={organization.version}
            settings={{
              approvalDefault,
              approvalTiming,
              kilometreRate,
              roundingMinutes: roundings.find((step) => step === roundingMinutes) ?? 1,
            }}
          />
        }
        timeline={<TimelineList entries={entries} />}
      />
    </Page>
  )
}
