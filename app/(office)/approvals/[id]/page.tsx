import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { ApprovalView } from '@/components/approvals/approval-view'
import { TimelineList } from '@/components/history/timeline-list'
import { requestForOffice } from '@/lib/approvals/queries/request'
import { requirePage } from '@/lib/auth/page'
import { timeline } from '@/lib/history/queries'
import { mailsAbout } from '@/lib/mail/queries'

const load = cache(async (id: string) => {
  const { read } = await requirePage('/approvals/[id]')
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) notFound()
  const [page, entries, mails] = await read((r) =>
    Promise.all([
      requestForOffice(r, id),
      timeline(r, ['approval', id], { limit: 100 }),
      mailsAbout(r, ['approval', id]),
    ]),
  )
  if (!page) notFound()
  return { page, entries, mails }
})

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Props) {
  const { page } = await load((await params).id)
  return { title: `${page.request.number} · ${(await getTranslations('approvals'))('title')}` }
}

export default async function ApprovalPage({ params }: Props) {
  const { page, entries, mails } = await load((await params).id)
  return <ApprovalView page={page} timeline={<TimelineList entries={entries} mails={mails} />} />
}
