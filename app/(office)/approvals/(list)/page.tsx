import { getTranslations } from 'next-intl/server'
import { ApprovalList } from '@/components/approvals/approval-list'
import { approvalFiltersFrom } from '@/lib/approvals/input'
import { standardTexts } from '@/lib/approvals/mail'
import { approvalChoices, listApprovals } from '@/lib/approvals/queries/list'
import { offerables } from '@/lib/approvals/queries/project'
import { listTemplates } from '@/lib/approvals/queries/templates'
import { actions, allows, pages } from '@/lib/auth/authorization'
import { requirePage } from '@/lib/auth/page'
import { dayIn, Temporal } from '@/lib/time'

export async function generateMetadata() {
  return { title: (await getTranslations('approvals'))('title') }
}

/** What is and was with customers: of everybody for the office, of the projects they lead for others. */
export default async function ApprovalsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const { read, organization, me } = await requirePage('/approvals')
  const given = Object.entries(await searchParams).map(([key, value]) => [key, String(value ?? '')])
  const filters = approvalFiltersFrom(new URLSearchParams(given))
  const now = Temporal.Now.instant()
  const mayOffer = allows(actions['approvals.offer'], me.roles)
  const [{ rows, more }, choices, templates, toOffer] = await read((r) =>
    Promise.all([
      listApprovals(r, filters),
      approvalChoices(r, filters),
      listTemplates(r),
      mayOffer ? offerables(r, now) : null,
    ]),
  )
  return (
    <ApprovalList
      rows={rows}
      more={more}
      choices={choices}
      offerables={toOffer}
      today={dayIn(organization.timeZone, now)}
      words={{
        templates,
        standard: standardTexts(),
        mayEdit: allows(actions['approvals.saveTemplate'], me.roles),
        company: organization.name,
      }}
      maySet={allows(pages['/settings/approvals'], me.roles)}
    />
  )
}
