import { getTranslations } from 'next-intl/server'
import { ApprovalList } from '@/components/approvals/approval-list'
import { approvalFiltersFrom } from '@/lib/approvals/input'
import { listApprovals } from '@/lib/approvals/queries/list'
import { offerables } from '@/lib/approvals/queries/project'
import { requirePage } from '@/lib/auth/page'
import { dayIn, Temporal } from '@/lib/time'

export async function generateMetadata() {
  return { title: (await getTranslations('approvals'))('title') }
}

export default async function ApprovalsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const { read, organization } = await requirePage('/approvals')
  const given = Object.entries(await searchParams).map(([key, value]) => [key, String(value ?? '')])
  const now = Temporal.Now.instant()
  const [{ rows, more }, toOffer] = await read((r) =>
    Promise.all([listApprovals(r, approvalFiltersFrom(new URLSearchParams(given))), offerables(r, now)]),
  )
  return <ApprovalList rows={rows} more={more} offerables={toOffer} today={dayIn(organization.timeZone, now)} />
}
