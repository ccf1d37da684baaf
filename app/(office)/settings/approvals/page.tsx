import { getTranslations } from 'next-intl/server'
import { ApprovalSettingsForm } from '@/components/approvals/settings-form'
import { TemplateList } from '@/components/approvals/template-list'
import { TimelineList } from '@/components/history/timeline-list'
import { Section } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import { Page, PageHeader } from '@/components/ui/page-header'
import { standardTexts } from '@/lib/approvals/mail'
import { listTemplates } from '@/lib/approvals/queries/templates'
import { requirePage } from '@/lib/auth/page'
import { organizationOf } from '@/lib/auth/queries'
import { timeline } from '@/lib/history/queries'

export async function generateMetadata() {
  return { title: (await getTranslations('approvals.settings'))('title') }
}

/** How customers are asked: how long, when they are reminded, in which words. */
export default async function ApprovalSettingsPage() {
  const { read } = await requirePage('/settings/approvals')
  const [organization, templates, entries] = await read((r) =>
    Promise.all([organizationOf(r), listTemplates(r), timeline(r, ['approval_templates', r.actor.organizationId])]),
  )
  const [t, settings] = await Promise.all([getTranslations('approvals.settings'), getTranslations('settings')])
  const { approvalLinkDays, approvalReminderDays } = organization.settings
  return (
    <Page width="record">
      <PageHeader title={t('title')} description={t('text')} back={{ href: '/settings', label: settings('title') }} />
      <Section title={t('terms')} description={t('termsText')}>
        <ApprovalSettingsForm
          version={organization.version}
          settings={{ approvalLinkDays, approvalReminderDays: approvalReminderDays.slice(0, 2) }}
        />
        <p className="mt-4 text-sm text-ink-soft">
          {t('elsewhere')} <Link href="/settings/rates">{settings('cards.rates.title')}</Link>
        </p>
      </Section>
      <Section title={t('templates')} description={t('templatesText')}>
        <TemplateList words={{ templates, standard: standardTexts(), mayEdit: true, company: organization.name }} />
      </Section>
      <Section title={t('trail')}>
        <TimelineList entries={entries} />
      </Section>
    </Page>
  )
}
