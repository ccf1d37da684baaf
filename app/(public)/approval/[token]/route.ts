import { nobodysReply } from '@/components/approval-page/nobody'
import { approvalPage } from '@/components/approval-page/page'
import { companyOf } from '@/components/requests/company'
import { noteOpening } from '@/lib/approvals/mutations/opening'
import { requestForPage } from '@/lib/approvals/queries/request'
import { pageState } from '@/lib/approvals/rules/shown'
import { reading } from '@/lib/auth/actor'
import { openLinkFrom } from '@/lib/auth/links'
import { organizationOf } from '@/lib/auth/queries'
import { clientAddress } from '@/lib/client-address'
import { pageReply } from '@/lib/html'
import { draftByToken } from '@/lib/requests/queries/request'
import { documentLocale } from '@/lib/text'
import { Temporal } from '@/lib/time'

const notices = ['forwarded', 'asked', 'busy', 'late'] as const

/**
 * Hours, expenses and finished orders that the customer is asked about, from the link in the mail. A page of its own without
 * a script, so that it opens at once on a slow phone and works where none may run. Opening it is counted and changes nothing.
 */
export async function GET(request: Request, context: RouteContext<'/approval/[token]'>): Promise<Response> {
  const { token } = await context.params
  const opened = await openLinkFrom(clientAddress(request.headers), token, 'approval')
  if (opened === 'slow') return nobodysReply(request, 'slow')
  if (!opened) return nobodysReply(request, 'unknown')
  await noteOpening(opened)
  const asked = new URL(request.url).searchParams
  const [organization, page, draft] = await reading(opened.actor, (read) =>
    Promise.all([
      organizationOf(read),
      requestForPage(read, opened.link.subjectId),
      draftByToken(read, asked.get('draft') ?? ''),
    ]),
  )
  if (!page) return nobodysReply(request, 'unknown')
  return pageReply(
    approvalPage({
      page,
      token,
      draft,
      company: companyOf(organization),
      timeZone: organization.timeZone,
      locale: documentLocale(page.request.locale),
      state: pageState(page.request, opened.state, Temporal.Now.instant()),
      notice: notices.find((one) => one === asked.get('notice')) ?? null,
    }),
  )
}
