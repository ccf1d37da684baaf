import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { ApprovalPage as Screen } from '@/components/approvals/approval-page'
import { standardTexts } from '@/lib/approvals/mail'
import { requestForOffice } from '@/lib/approvals/queries/request'
import { listTemplates } from '@/lib/approvals/queries/templates'
import { actions, allows } from '@/lib/auth/authorization'
import { requirePage } from '@/lib/auth/page'

const load = cache(async (id: string) => {
  const { read, me, organization } = await requirePage('/approvals/[id]')
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) notFound()
  const [page, templates] = await read((r) => Promise.all([requestForOffice(r, id), listTemplates(r)]))
  if (!page) notFound()
  return { page, templates, me, organization }
})

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Props) {
  const { page } = await load((await params).id)
  return { title: `${page.request.number} · ${(await getTranslations('approvals'))('title')}` }
}

export default async function ApprovalPage({ params }: Props) {
  const { page, templates, me, organization } = await load((await params).id)
  return (
    <Screen
      page={page}
      words={{
        templates,
        standard: standardTexts(),
        mayEdit: allows(actions['approvals.saveTemplate'], me.roles),
        company: organization.name,
      }}
    />
  )
}
