import type { InvoiceDocument } from './document'

/** Hours or an expense on an invoice, as the timesheet that goes along shows it. */
export type WorkedLine = {
  project: string
  projectName: string
  day: string
  member: string
  phase: string
  notes: string
  /** Who approved it here; empty when nobody did. */
  approvedBy: string
  kind: 'hours' | 'expense'
  /** Kind of hours or of expense. */
  what: string
  minutes: number
  /** Of an expense, without VAT. */
  amount: string | null
}

/** What the timesheet of an invoice is drawn from; without an invoice number while that is a concept. */
export type InvoicedWorkDrawing = { document: InvoiceDocument; lines: WorkedLine[]; logo: Uint8Array | null }

/** The lines of each project, in the order they come. */
export function byProject(lines: readonly WorkedLine[]): { title: string; lines: WorkedLine[]; minutes: number }[] {
  return [...Map.groupBy(lines, ({ project, projectName }) => `${project} ${projectName}`)].map(([title, own]) => ({
    title,
    lines: own,
    minutes: own.reduce((total, { minutes }) => total + minutes, 0),
  }))
}
