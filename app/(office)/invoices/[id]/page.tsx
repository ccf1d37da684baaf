import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { TimelineList } from '@/components/history/timeline-list'
import { ConceptPage } from '@/components/invoices/concept-page'
import { FinalPage } from '@/components/invoices/final-page'
import { mayOpen } from '@/lib/auth/authorization'
import { requirePage } from '@/lib/auth/page'
import { timeline } from '@/lib/history/queries'
import { invoicePage, mailsOfInvoice } from '@/lib/invoices/queries/page'
import { isOverdue, openAmount } from '@/lib/invoices/rules/status'
import { paymentsOf } from '@/lib/payments/queries'
import { Refused } from '@/lib/refused'
import { documentLocale } from '@/lib/text'
import { Temporal } from '@/lib/time'

type Params = { params: Promise<{ id: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('invoices'))('page.title') }
}

export default async function InvoicePage({ params }: Params) {
  const { me, read } = await requirePage('/invoices/[id]')
  const { id } = await params
  if (!/^[0-9a-f-]{36}$/.test(id)) notFound()
  const found = await read(async (r) => ({
    invoice: await invoicePage(r, id, Temporal.Now.instant()),
    entries: await timeline(r, ['invoice', id]),
    mails: await mailsOfInvoice(r, id),
    payments: await paymentsOf(r, id),
  })).catch((error) => {
    if (error instanceof Refused) return null
    throw error
  })
  if (!found) notFound()
  const { invoice, entries, mails, payments } = found
  if (invoice.discardedAt) notFound()
  const { number, state, lines } = invoice
  const history = <TimelineList entries={entries} mails={mails} />
  if (number === null || !state) {
    const { version, poNumber, issuedOn, suppliedOn, paymentTermDays, notes, closing, withTimesheet } = invoice
    return (
      <ConceptPage
        key={id}
        timeline={history}
        maySetUp={mayOpen('/settings/company', me.roles)}
        concept={{
          id,
          version,
          customerId: invoice.customerId,
          customerName: invoice.customerName,
          mailTo: invoice.mailTo,
          today: invoice.today,
          draft: {
            poNumber,
            issuedOn,
            suppliedOn,
            paymentTermDays,
            notes,
            closing,
            withTimesheet,
            locale: documentLocale(invoice.locale),
            lines: lines.map(({ isLinked: _, netAmount: __, ...line }) => line),
          },
          orders: invoice.orders,
          projects: invoice.projects,
          contracts: invoice.contracts,
          vatCodes: invoice.vatCodes,
          siblings: invoice.siblings,
          checks: invoice.checks,
          attachments: invoice.attachments,
          timesheetLines: invoice.timesheetLines,
        }}
      />
    )
  }
  const credited = new Set(invoice.creditedLineIds)
  return (
    <FinalPage
      key={number}
      timeline={history}
      invoice={{
        id,
        kind: invoice.kind,
        number,
        status: isOverdue(state, invoice.today) ? 'overdue' : state.status,
        customerId: invoice.customerId,
        customerName: invoice.customerName,
        issuedOn: invoice.issuedOn,
        dueOn: invoice.dueOn,
        poNumber: invoice.poNumber,
        paymentReference: invoice.paymentReference,
        grossAmount: state.grossAmount,
        netAmount: invoice.totals.netAmount,
        paidAmount: state.paidAmount,
        creditedAmount: state.creditedAmount,
        openAmount: openAmount(state),
        sentAt: state.sentAt,
        hasPdf: state.pdfFileId !== null,
        mailTo: invoice.mailTo,
        hash: invoice.hash ?? '',
        today: invoice.today,
        creditsId: invoice.creditsId,
        creditsNumber: invoice.creditsNumber,
        creditReason: invoice.creditReason,
        lines: lines.map((line) => ({
          id: line.id,
          description: line.description,
          netAmount: line.netAmount,
          isCredited: credited.has(line.id),
          isLinked: line.isLinked,
        })),
        orders: invoice.orders,
        projects: invoice.projects,
        credits: invoice.credits,
        attachments: invoice.attachments,
        payments,
        mails,
      }}
    />
  )
}
