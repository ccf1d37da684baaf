import { and, asc, eq } from 'drizzle-orm'
import { contacts } from '@/db/schema/customers'
import { reading, writing } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import type { CreateProject } from '@/lib/projects/input'
import { savePhase } from '@/lib/projects/mutations/phases'
import { closeProject, createProject } from '@/lib/projects/mutations/projects'
import { addDays, type DayText, instantAt, instantOf } from '@/lib/time'
import type { DemoCompany, DemoCustomer } from './demo-company'

export type DemoProject = { kind: DemoKind; id: string; customerId: string; phaseIds: string[]; startsOn: DayText }

type DemoKind = 'hourly' | 'mixed' | 'fixed' | 'closed'
type Plan = Omit<CreateProject, 'customerId'> & {
  daysAgo: number
  phases?: [name: string, budgetHours: string, fixedPrice: string | null][]
}

const plans: Record<DemoKind, Plan> = {
  hourly: {
    daysAgo: 33,
    name: 'Renovatie stookplaats',
    description: 'Vernieuwen van collectoren, pompen en leidingisolatie, terwijl het gebouw in gebruik blijft.',
    pricing: 'hourly',
    invoicing: 'weekly',
    budgetHours: '120',
    budgetAmount: '7500',
    approval: 'yes',
    approvalTiming: 'after_internal',
    approvalScope: 'per_member',
    roundingMinutes: 15,
    poNumber: 'PO-2291',
  },
  mixed: {
    daysAgo: 31,
    name: 'Nieuwbouw blok B: verwarming en sanitair',
    description: 'Drie fases met een vaste prijs, meerwerk per uur.',
    pricing: 'mixed',
    invoicing: 'phase',
    budgetHours: '164',
    approval: 'yes',
    approvalTiming: 'on_submission',
    phases: [
      ['Ruwbouw en leidingen', '80', '6400'],
      ['Plaatsing toestellen', '60', '5200'],
      ['Afregeling en meerwerk', '24', null],
    ],
  },
  fixed: {
    daysAgo: 24,
    name: 'Vervanging ketel met vaste prijs',
    description: 'Twee condensatieketels in cascade, met schouwwerk en afbraak van de oude ketel.',
    pricing: 'fixed',
    fixedPrice: '14500',
    invoicing: 'completion',
    budgetHours: '90',
    approval: 'no',
  },
  closed: {
    daysAgo: 45,
    name: 'Koeling serverruimte',
    pricing: 'hourly',
    invoicing: 'monthly',
    budgetHours: '30',
    approval: 'no',
  },
}

/** Four projects of businesses, the first ones under the contract of their customer; the last one is closed by closeProjects, once its hours are told. */
export async function startProjects(
  company: DemoCompany,
  customers: readonly DemoCustomer[],
  today: DayText,
  contractIds: readonly string[],
): Promise<DemoProject[]> {
  const office = company.actorOf('administration')
  const [lead] = company.technicians
  const made: DemoProject[] = []
  for (const [index, kind] of (['hourly', 'mixed', 'fixed', 'closed'] as const).entries()) {
    const { daysAgo, phases = [], ...plan } = plans[kind]
    const customer = customers[index % customers.length]
    if (!customer) throw new Error('a project is of somebody')
    const startsOn = addDays(today, -daysAgo)
    const contact = await reading(office, ({ db }) =>
      db
        .select({ id: contacts.id })
        .from(contacts)
        .where(and(eq(contacts.organizationId, company.organizationId), eq(contacts.customerId, customer.id)))
        .orderBy(asc(contacts.id))
        .limit(1),
    )
    const phaseIds = phases.map(() => newId())
    const id = await writing(
      office,
      async (write) => {
        const project = await createProject(write, {
          ...plan,
          customerId: customer.id,
          siteId: customer.siteId,
          contractId: contractIds[index] ?? null,
          contactId: plan.approval === 'yes' ? (contact[0]?.id ?? null) : null,
          leadId: (kind === 'mixed' ? lead : company.actorOf('planner'))?.id ?? null,
          startsOn,
        })
        for (const [position, [name, budgetHours, fixedPrice]] of phases.entries())
          await savePhase(write, {
            id: phaseIds[position] ?? newId(),
            projectId: project.id,
            version: null,
            name,
            budgetHours,
            fixedPrice,
          })
        return project.id
      },
      instantOf(instantAt(company.timeZone, startsOn, '08:30')),
    )
    made.push({ kind, id, customerId: customer.id, phaseIds, startsOn })
  }
  return made
}

/** What is done is closed, a few days ago. */
export async function closeProjects(
  company: DemoCompany,
  projects: readonly DemoProject[],
  today: DayText,
): Promise<void> {
  const at = instantOf(instantAt(company.timeZone, addDays(today, -3), '16:00'))
  for (const { id } of projects.filter(({ kind }) => kind === 'closed'))
    await writing(
      company.actorOf('administration'),
      (write) => closeProject(write, { id, reason: 'Opgeleverd en in dienst' }),
      at,
    )
}
