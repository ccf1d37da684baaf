import 'server-only'
import { sql } from 'drizzle-orm'
import type { Read } from '@/lib/auth/actor'
import type { organizationOf } from '@/lib/auth/queries'
import type { LineState } from '@/lib/hours/rules/approval'
import { isKeyRunning } from '@/lib/invoices/rules/run-preview'
import { type FixedPart, fixedParts, type ProjectInvoicing } from '@/lib/projects/rules'
import { addDays, type DayText, dayIn, weekStart } from '@/lib/time'
import { fixedReasonOf, type UnbilledReason } from '../rules'

/** What a project waits for, with who pays: a query from projects p, their customer own and who gets the invoices, buyer. */
export const parties = (organizationId: string) => sql`
  join customers own on own.organization_id = ${organizationId} and own.id = p.customer_id
  left join customers buyer on buyer.organization_id = ${organizationId} and buyer.id = own.bill_to_id`
export const poRequired = sql`coalesce(buyer.po_required, own.po_required)`

export type Company = Pick<Awaited<ReturnType<typeof organizationOf>>, 'timeZone' | 'settings'>

/** What waits of one member, or of a fixed price, on a project. */
export type ProjectPart = {
  projectId: string
  number: string
  name: string
  poNumber: string
  customerId: string
  customer: string
  /** Number of the contract it is done under; empty without one. */
  contract: string
  /** Null for a fixed price. */
  memberId: string | null
  member: string
  leadId: string | null
  lead: string
  state: LineState | null
  reason: UnbilledReason
  amount: string
  lines: number
  sinceOn: DayText
  /** Last day of what is in it. */
  upTo: DayText
  remark: string
  /** Name of the phase of a fixed price. */
  phase: string
  conceptId: string | null
  /** Open requests in which its lines wait for the customer, and how often it was reminded. */
  requestIds: string[]
  reminders: number
}

type FixedRow = {
  id: string
  number: string
  name: string
  po_number: string
  customer_id: string
  customer: string
  contract: string
  lead_id: string | null
  lead: string | null
  po_required: boolean
  invoicing: ProjectInvoicing
  fixed_price: string | null
  billed_amount: string
  closed_at: string | null
  created_on: string
  phases: { id: string; name: string; fixedPrice: string | null; billedAmount: string; doneAt: string | null }[] | null
  concepts:
    | { phaseId: string | null; invoiceId: string; key: string; poGiven: boolean; amount: string; day: string }[]
    | null
}

/**
 * What of fixed prices is not on a final invoice: what is left (indexes projects_to_bill and project_phases_to_bill) and what
 * stands on a concept.
 */
export async function unbilledFixed(read: Read, { timeZone }: Company, today: DayText): Promise<FixedRowPart[]> {
  const { organizationId } = read.actor
  const rows = await read.db.execute<FixedRow>(sql`
    with on_concept as (
      select l.project_id, json_agg(json_build_object('phaseId', l.phase_id, 'invoiceId', i.id, 'key', i.group_key, 'poGiven', i.po_number <> '', 'amount', s.fixed_amount::text,
        'day', (l.created_at at time zone ${timeZone})::date::text)) as concepts
      from invoices i
      join invoice_lines l on l.organization_id = ${organizationId} and l.invoice_id = i.id and l.project_id is not null
      join invoice_line_sources s on s.organization_id = ${organizationId} and s.invoice_line_id = l.id and s.fixed_amount is not null
      where i.organization_id = ${organizationId} and i.number is null and i.discarded_at is null
      group by 1
    ), wanted as (
      select project_id as id from on_concept
      union select id from projects where organization_id = ${organizationId} and billed_amount < fixed_price
      union select project_id from project_phases
        where organization_id = ${organizationId} and billed_amount < fixed_price and removed_at is null
    )
    select p.id, p.number, p.name, p.po_number, p.customer_id, own.name as customer, coalesce(k.number, '') as contract, p.lead_id, lead.name as lead,
      ${poRequired} as po_required, p.invoicing,
      p.fixed_price::text as fixed_price, p.billed_amount::text as billed_amount, p.closed_at,
      (p.created_at at time zone ${timeZone})::date::text as created_on,
      (select json_agg(json_build_object('id', f.id, 'name', f.name, 'fixedPrice', f.fixed_price::text,
          'billedAmount', f.billed_amount::text, 'doneAt', to_char(f.done_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
          order by f.position, f.id)
        from project_phases f where f.organization_id = ${organizationId} and f.project_id = p.id and f.removed_at is null) as phases,
      on_concept.concepts
    from wanted
    join projects p on p.organization_id = ${organizationId} and p.id = wanted.id
    ${parties(organizationId)}
    left join contracts k on k.organization_id = ${organizationId} and k.id = p.contract_id
    left join members lead on lead.organization_id = ${organizationId} and lead.id = p.lead_id
    left join on_concept on on_concept.project_id = p.id
    order by p.created_at, p.id`)
  return rows.flatMap((row) => partsOf(row, timeZone, today))
}

type FixedRowPart = ProjectPart & { isReady: boolean; phaseId: string | null; invoicing: ProjectInvoicing }

function partsOf(row: FixedRow, timeZone: string, today: DayText): FixedRowPart[] {
  const phases = row.phases ?? []
  const facts = {
    invoicing: row.invoicing,
    fixedPrice: row.fixed_price,
    billedAmount: row.billed_amount,
    closedAt: row.closed_at,
  }
  const about = {
    projectId: row.id,
    number: row.number,
    name: row.name,
    poNumber: row.po_number,
    customerId: row.customer_id,
    customer: row.customer,
    contract: row.contract,
    memberId: null,
    member: '',
    leadId: row.lead_id,
    lead: row.lead ?? '',
    requestIds: [],
    reminders: 0,
    state: null,
    lines: 1,
    remark: '',
    invoicing: row.invoicing,
  }
  const nameOf = (phaseId: string | null) => phases.find(({ id }) => id === phaseId)?.name ?? ''
  const left = fixedParts(facts, phases).map((part: FixedPart): FixedRowPart => {
    const day = part.readyAt ? dayIn(timeZone, part.readyAt) : null
    const sinceOn = day ?? row.created_on
    return {
      ...about,
      amount: part.amount,
      sinceOn,
      upTo: day ?? today,
      phase: nameOf(part.phaseId),
      conceptId: null,
      isReady: day !== null,
      phaseId: part.phaseId,
      reason: fixedReasonOf({
        isReady: day !== null,
        ofPhase: part.phaseId !== null && row.invoicing !== 'completion',
        poMissing: row.po_required && row.po_number === '',
        periodOpen: day !== null && isPeriodOpen(row.invoicing, day, today),
        onConcept: false,
      }),
    }
  })
  const onConcepts = (row.concepts ?? []).map(({ phaseId, invoiceId, key, poGiven, amount, day }): FixedRowPart => {
    const poMissing = row.po_required && row.po_number === '' && !poGiven
    const shared = { isReady: true, ofPhase: phaseId !== null, poMissing, onConcept: true }
    // Its last day still belongs to it.
    const periodOpen = isKeyRunning(key, addDays(today, -1))
    const reason = fixedReasonOf({ ...shared, periodOpen })
    return {
      ...about,
      isReady: true,
      phaseId,
      amount,
      sinceOn: day,
      upTo: day,
      phase: nameOf(phaseId),
      conceptId: invoiceId,
      reason,
    }
  })
  return [...left, ...onConcepts]
}

function isPeriodOpen(invoicing: ProjectInvoicing, day: DayText, today: DayText): boolean {
  if (invoicing === 'weekly') return day >= weekStart(today)
  return invoicing === 'monthly' && day >= `${today.slice(0, 7)}-01`
}
