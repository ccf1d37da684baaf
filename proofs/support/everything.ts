import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { projects } from '@/db/schema/projects'
import { saveTemplate } from '@/lib/approvals/mutations/templates'
import { perform } from '@/lib/auth/action'
import { writing } from '@/lib/auth/actor'
import { inviteMember } from '@/lib/auth/mutations/invitations'
import { saveSettings } from '@/lib/auth/mutations/settings'
import { createContract } from '@/lib/contracts/mutations/contracts'
import { saveFee } from '@/lib/contracts/mutations/fees'
import { startTimer } from '@/lib/hours/mutations/timers'
import { newId } from '@/lib/ids'
import { handOver } from '@/lib/integrations/jobs'
import { billContract } from '@/lib/invoices/mutations/bill-contract'
import { billProject } from '@/lib/invoices/mutations/bill-project'
import { creditInvoice } from '@/lib/invoices/mutations/credit'
import { finalizeInvoice } from '@/lib/invoices/mutations/finalize'
import { startRun } from '@/lib/invoices/mutations/run'
import { createPlan } from '@/lib/maintenance/mutations/plans'
import { askQuestion } from '@/lib/orders/mutations/questions'
import { registerPayment } from '@/lib/payments/mutations'
import { saveView } from '@/lib/planning/mutations/views'
import { savePhase } from '@/lib/projects/mutations/phases'
import { createProject } from '@/lib/projects/mutations/projects'
import { acceptRequest } from '@/lib/requests/mutations/decide'
import { saveDraft } from '@/lib/requests/mutations/drafts'
import { addLeave } from '@/lib/visits/mutations/leave'
import { bookExpense, bookHours, makeProject, makeProjectFor } from '@/scripts/test/project'
import { approved, noteOpened } from './approval'
import { acceptance, askFor, creditOf, holiday, invitation, paymentOf, planOf, session } from './making'
import { invoiced, openShop, planVisit, type Shop, takeOrder } from './walk'

/** Hours, an expense and the fixed price of a phase of a project, on a final invoice. */
async function billWork({ customerId, actors }: Shop): Promise<void> {
  const { administration } = actors
  const done = { fixedPrice: '900', doneAt: '2026-11-18T10:00:00Z' }
  const { projectId } = await makeProjectFor(administration, customerId, { pricing: 'mixed', invoicing: 'phase' }, [
    done,
  ])
  await writing(administration, ({ db }) =>
    db.update(projects).set({ closedAt: '2026-11-19T10:00:00Z' }).where(eq(projects.id, projectId)),
  )
  await bookHours(administration, projectId)
  await bookExpense(administration, projectId)
  await writing(administration, async (write) => {
    for (const id of await billProject(write, { projectId, upTo: '2026-11-30' })) await finalizeInvoice(write, id)
    const wanted = { projectId, key: `project:${projectId}:completion`, upTo: '2026-11-30' }
    await startRun(write, { id: newId(), upTo: '2026-11-30', projects: [wanted], orderIds: [], invoiceIds: [] })
  })
}

/** A company in which everything the product does happened once: two final invoices, one credited, one paid. */
export async function tellEverything(): Promise<Shop & { invoiceId: string; orderId: string; visitId: string }> {
  const shop = await openShop()
  const { admin, planner, technician, administration } = shop.actors
  await writing(admin, async (write) => {
    await saveSettings(write, { handoverEmail: 'boekhouder@example.com' })
    await inviteMember(write, invitation())
    await saveDraft(write, { typed: { name: 'An' }, problems: {}, code: '', params: {}, files: [] })
  })
  await session(shop, technician.id)
  const view = { id: newId(), page: '/planboard' as const, name: 'Ploegen', query: 'group=team', shared: true }
  await writing(planner, (write) => saveView(write, view))
  const requestId = await askFor(shop)
  await writing(planner, (write) => acceptRequest(write, acceptance(shop, requestId)))
  const credited = await invoiced(shop)
  const made = await invoiced(shop)
  await writing(planner, async (write) => {
    await askQuestion(write, { orderId: made.orderId, memberId: technician.id, question: 'Welke kraan?' })
    await createPlan(write, planOf(made.orderId))
    await addLeave(write, holiday(technician.id))
  })
  await handOver(shop.organizationId, made.invoiceId)
  const [credit, payment] = [await creditOf(shop, credited.invoiceId), await paymentOf(shop, made.invoiceId)]
  await writing(administration, async (write) => {
    await creditInvoice(write, credit)
    await registerPayment(write, payment)
  })
  await perform(admin, 'proof', z.object({}), async ({ db }) => void (await db.execute(sql`select 1`)), {}, newId())
  const project = await makeProject(admin)
  await writing(technician, (write) =>
    startTimer(write, { id: newId(), projectId: project.id, hourType: 'work', notes: '' }),
  )
  await planVisit(shop, await takeOrder(shop))
  await writing(administration, async (write) => {
    const { customerId, siteId } = shop
    const about = { customerId, name: 'Onderhoud', startsOn: '2026-11-01' }
    const contract = await createContract(write, { ...about, siteIds: [siteId] })
    await saveFee(write, {
      ...{
        id: newId(),
        contractId: contract.id,
        version: null,
        description: 'Abonnement',
        amount: '120',
        vatRate: '21',
      },
      ...{ period: 'month', timing: 'advance', startsOn: '2026-11-01', endsOn: null },
    })
    const conceptId = await billContract(write, { contractId: contract.id, upTo: null })
    if (conceptId) await finalizeInvoice(write, conceptId)
    const project = await createProject(write, { customerId, name: 'Nieuwbouw', pricing: 'mixed', invoicing: 'phase' })
    const phase = { id: newId(), projectId: project.id, version: null, name: 'Ruwbouw' }
    await savePhase(write, { ...phase, budgetHours: '40', fixedPrice: '900' })
  })
  await noteOpened(shop, await approved(shop))
  const words = { subject: { nl: 'Uren {number}' }, body: { nl: 'Beste {name},' } }
  const template = { id: newId(), version: null, kind: 'reminded' as const, name: 'Vriendelijk', isDefault: true }
  await writing(administration, (write) => saveTemplate(write, { ...template, ...words }))
  await billWork(shop)
  return { ...shop, ...made }
}
