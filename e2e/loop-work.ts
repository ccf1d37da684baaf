import { writing } from '@/lib/auth/actor'
import { createCustomer } from '@/lib/customers/mutations/customers'
import { saveRate } from '@/lib/hours/mutations/rates'
import { hoursPeriod, nextPeriod } from '@/lib/hours/rules/week'
import { newId } from '@/lib/ids'
import { savePhase } from '@/lib/projects/mutations/phases'
import { createProject } from '@/lib/projects/mutations/projects'
import { addDays, type DayText, dayIn, Temporal, weekStart } from '@/lib/time'
import { demoCompany, join } from './company'

/** How the work of a journey is billed: by the week or month once the customer agreed, or a fixed price per phase. */
export type LoopKind = 'weekly' | 'monthly' | 'fixed'

export type LoopWork = {
  /** Who works and who leads; their password is the demo's. */
  member: { email: string; name: string }
  lead: { email: string; name: string }
  customer: { id: string; name: string; email: string }
  project: { id: string; number: string; name: string }
  /** Three days after each other of a week that is over: of last week, or of the middle of last month. */
  days: DayText[]
}

/**
 * A technician, a lead and a customer with a project on which nobody booked yet, at € 60 an hour: run by its spec with `node
 * --import scripts/register.mjs`, how it is billed and its name as arguments. Prints what it made as JSON.
 */
async function make(kind: LoopKind, name: string): Promise<void> {
  const company = await demoCompany('admin')
  const person = (who: string) => ({
    email: `${who}-${name}@warmtebrigade.example`.toLowerCase(),
    name: `${who} ${name}`,
  })
  const [member, lead] = [person('Wout'), person('Lies')]
  await join(company, { ...member, role: 'technician' })
  const leadId = await join(company, { ...lead, role: 'planner' })
  const today = dayIn(company.timeZone, Temporal.Now.instant())
  const lastMonth = nextPeriod('month', hoursPeriod('month', today), -1).from
  // The week with the fifteenth lies in its month from Monday to Wednesday, whatever the month.
  const monday = kind === 'monthly' ? weekStart(addDays(lastMonth, 14)) : addDays(weekStart(today), -7)
  const customer = { name: `Klant ${name}`, email: `klant-${name}@klant.example` }
  const project = { name: `Werf ${name}` }
  const made = await writing(company.actor, async (write) => {
    const { id: customerId } = await createCustomer(write, {
      ...customer,
      ...{ kind: 'company', street: 'Markt', houseNumber: '1', postalCode: '3000', city: 'Leuven' },
    })
    const agreed = {
      weekly: { pricing: 'hourly', invoicing: 'weekly', approval: 'yes', approvalTiming: 'after_internal' },
      monthly: { pricing: 'hourly', invoicing: 'monthly', approval: 'yes', approvalTiming: 'on_submission' },
      fixed: { pricing: 'fixed', invoicing: 'phase', approval: 'no', fixedPrice: '4500' },
    } as const
    const { id: projectId, number } = await createProject(write, { customerId, leadId, ...project, ...agreed[kind] })
    if (kind === 'fixed')
      await savePhase(write, {
        ...{ id: newId(), projectId, version: null, name: 'Ruwbouw', budgetHours: null, fixedPrice: '3000' },
      })
    else
      await saveRate(write, {
        ...{ id: newId(), version: null, contractId: null, customerId: null, memberId: null, hourType: null },
        ...{ projectId, price: '60', validFrom: monday },
      })
    return { customerId, projectId, number }
  })
  const work: LoopWork = {
    ...{ member, lead },
    customer: { id: made.customerId, ...customer },
    project: { id: made.projectId, number: made.number, ...project },
    days: [0, 1, 2].map((days) => addDays(monday, days)),
  }
  process.stdout.write(`${JSON.stringify(work)}\n`)
  process.exit(0)
}

const [kind, name = ''] = process.argv.slice(2)
void make(kind as LoopKind, name)
