import { getTranslations } from 'next-intl/server'
import { ClockSettingsForm } from '@/components/hours/clock-settings'
import { Section } from '@/components/ui/card'
import { Page, PageHeader } from '@/components/ui/page-header'
import { requirePage } from '@/lib/auth/page'
import { organizationOf } from '@/lib/auth/queries'
import { clockSteps } from '@/lib/hours/rules/rounding'

export async function generateMetadata() {
  return { title: (await getTranslations('hours.clock'))('title') }
}

/** How the clock of the phone becomes hours. */
export default async function HoursSettingsPage() {
  const { read } = await requirePage('/settings/hours')
  const { settings, version } = await read(organizationOf)
  const [t, words] = await Promise.all([getTranslations('hours.clock'), getTranslations('settings')])
  const { clockStep, clockWay, hourMoments, eveningFrom, eveningTo, surcharges } = settings
  return (
    <Page width="record">
      <PageHeader title={t('title')} description={t('text')} back={{ href: '/settings', label: words('title') }} />
      <Section title={t('form')} description={t('formText')}>
        <ClockSettingsForm
          version={version}
          settings={{
            ...{ clockWay, hourMoments, eveningFrom, eveningTo, surcharges },
            clockStep: clockSteps.find((step) => step === clockStep) ?? 1,
          }}
        />
      </Section>
    </Page>
  )
}
