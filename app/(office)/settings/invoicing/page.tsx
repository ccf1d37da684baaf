import { getTranslations } from 'next-intl/server'
import { ChainReports } from '@/components/invoices/chain-reports'
import { HandoverList, HandoverSettings, SalesJournal } from '@/components/invoices/handover-settings'
import { SeriesSettings } from '@/components/invoices/series-settings'
import { Section } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import { Page, PageHeader } from '@/components/ui/page-header'
import { requirePage } from '@/lib/auth/page'
import { organizationOf } from '@/lib/auth/queries'
import { env } from '@/lib/env'
import { handoversPerPage, listHandovers } from '@/lib/integrations/queries'
import { verifyChain } from '@/lib/invoices/queries/chain'
import { seriesOf } from '@/lib/invoices/queries/page'
import { dayIn, Temporal } from '@/lib/time'

export async function generateMetadata() {
  return { title: (await getTranslations('invoices'))('settings.title') }
}

export default async function InvoicingSettingsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | undefined>>
}) {
  const { read } = await requirePage('/settings/invoicing')
  const { verify, before } = await searchParams
  const found = await read(async (r) => {
    const series = await seriesOf(r)
    const used = series.filter(({ lastNumber }) => lastNumber > 0)
    const reports = []
    if (verify === 'yes') for (const one of used) reports.push({ series: one, report: await verifyChain(r, one.id) })
    return {
      organization: await organizationOf(r),
      series,
      reports,
      used,
      handovers: await listHandovers(r, { before: /^[0-9a-f-]{36}$/.test(before ?? '') ? before : undefined }),
    }
  })
  const t = await getTranslations('invoices.settings')
  const handover = await getTranslations('integrations')
  const settings = await getTranslations('settings')
  const { organization } = found
  const { handoverEmail, handoverFolder, handoverDecimal, salesLedger } = organization.settings
  const today = Temporal.PlainDate.from(dayIn(organization.timeZone, Temporal.Now.instant()))
  return (
    <Page width="record">
      <PageHeader
        title={t('title')}
        description={t('description')}
        back={{ href: '/settings', label: settings('title') }}
      />
      <Section title={t('series')} description={t('seriesHint')}>
        {found.series.length > 0 ? (
          <SeriesSettings series={found.series} />
        ) : (
          <p className="text-ink-soft">{t('noSeries')}</p>
        )}
      </Section>
      <Section title={t('texts')} description={t('textsHint')}>
        <Link href="/settings/company">{t('toCompany')}</Link>
      </Section>
      <Section title={t('chain')} description={t('chainHint')}>
        <ChainReports
          reports={found.reports.map(({ series, report }) => ({
            name: `${t(`kind.${series.kind}`)} ${series.year}`,
            ...report,
          }))}
          canVerify={found.used.length > 0}
        />
      </Section>
      <Section title={handover('title')} description={handover('description')}>
        <HandoverSettings
          version={organization.version}
          settings={{ handoverEmail, handoverFolder, handoverDecimal, salesLedger }}
          hasFolder={env.HANDOVER_DIR !== undefined}
        />
      </Section>
      <Section title={handover('journal.title')} description={handover('journal.hint')}>
        <SalesJournal period={{ start: today.with({ day: 1 }).toString(), end: today.toString() }} />
      </Section>
      <div className="flex flex-col gap-3">
        <h2 className="text-lg font-medium">{handover('list.title')}</h2>
        <HandoverList
          entries={found.handovers}
          older={found.handovers.length === handoversPerPage ? (found.handovers.at(-1)?.id ?? null) : null}
        />
      </div>
    </Page>
  )
}
