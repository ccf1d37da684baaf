import { extractText, getDocumentProxy } from 'unpdf'
import { expect, test } from 'vitest'
import { renderPdf } from '@/lib/pdf'
import type { ApprovalAnswer, TimesheetContent, TimesheetDrawing } from './rules'

type Line = TimesheetContent['lines'][number]

function line(day: string, minutes: number, answer: ApprovalAnswer | null): Line {
  const booked = { kind: 'hours' as const, hourType: 'work' as const, minutes, startAt: null, endAt: null }
  const facts = { ...booked, day, member: 'Wout', phase: '', notes: '', fileIds: [] }
  return { facts, answer, remark: answer === 'rejected' ? 'Te veel' : '', answeredAt: null, answeredByName: '' }
}

async function totalOf(lines: Line[]): Promise<string> {
  const content: TimesheetContent = {
    ...{
      layout: 1,
      kind: 'hours',
      locale: 'nl',
      timeZone: 'Europe/Brussels',
      number: 'G-2026-0001',
      status: 'answered',
    },
    ...{ project: 'P-2026-0001 Werf', customer: 'Bouwwerken Claes', from: '2026-11-02', to: '2026-11-08' },
    organization: { name: 'De Warmtebrigade', lines: [], footer: '', colour: '#0f766e', logoFileId: null },
    ...{ lines, evidence: [], madeAt: '2026-11-10T09:00:00Z' },
  }
  const bytes = await renderPdf('timesheet', { content, logo: null } satisfies TimesheetDrawing)
  const { text } = await extractText(await getDocumentProxy(bytes), { mergePages: true })
  return /Totaal.*/.exec(text.replaceAll('\u00a0', ' '))?.[0].trim() ?? ''
}

test('the total of a timesheet says what of it was approved, as the invoice beside it bills', async () => {
  const [monday, tuesday] = [line('2026-11-02', 480, 'approved'), line('2026-11-04', 300, 'approved')]
  expect(await totalOf([monday, tuesday])).toBe('Totaal 13 u 00')
  const rejected = line('2026-11-03', 450, 'rejected')
  expect(await totalOf([monday, rejected, tuesday])).toBe('Totaal 20 u 30 · goedgekeurd 13 u 00')
  expect(await totalOf([rejected])).toBe('Totaal 7 u 30')
  expect(await totalOf([line('2026-11-03', 450, null)])).toBe('Totaal 7 u 30')
})
