import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { errorCode } from '@/db/client'
import { isOneOf } from '@/db/columns'
import { timeEntries } from '@/db/schema/hours'
import { type Actor, reading, type Write, writing } from '@/lib/auth/actor'
import { Refused } from '@/lib/refused'
import { Temporal } from '@/lib/time'
import { addTechnician, makeCompany } from '@/scripts/test/company'
import { bookHours, makeProject } from '@/scripts/test/hours'
import { approveLines, returnLines } from './mutations/decide'
import { lockLines, stepLines } from './mutations/lock'
import { submitPeriod, takeBack } from './mutations/sheets'
import { afterStep, isEditable, type LineState, type LineStep, lineSteps } from './rules/approval'

const week = { kind: 'week' as const, day: '2026-11-18' }
const after = Temporal.Instant.from('2026-11-23T08:00:00Z')
let shop: Awaited<ReturnType<typeof makeCompany>>
let projectId: string

beforeAll(async () => {
  shop = await makeCompany()
  projectId = (await makeProject(shop.actors.admin, { leadId: shop.actors.planner.id })).id
})

type Seen = { state: LineState; minutes: number; version: number }
/** What somebody tries; `which` are the lines by their place. The customer's steps are taken as the approvals will take them. */
type Try =
  | { what: 'submit' | 'take_back' }
  | { what: 'approve' | 'return' | 'edit' | 'offer' | 'withdraw' | 'accept' | 'reject'; which: number[] }

const which = fc.uniqueArray(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 3 })
const tries = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ what: fc.constantFrom('submit' as const, 'take_back' as const) }) },
    {
      weight: 5,
      arbitrary: fc.record({
        what: fc.constantFrom(...(['approve', 'return', 'edit', 'offer', 'withdraw', 'accept', 'reject'] as const)),
        which,
      }),
    },
  ),
  { minLength: 4, maxLength: 14 },
)

describe('over any steps that anybody tries', () => {
  it('a line stays in the table of steps, and a locked one never changes', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(tries, async (steps) => {
        const member = await addTechnician(shop.organizationId)
        const ids: string[] = []
        for (const day of ['2026-11-16', '2026-11-17', '2026-11-18'])
          ids.push(await bookHours(shop.actors.admin, member.id, day, { projectId }))
        let before = await stateOf(ids)
        for (const step of steps) {
          await attempt(member, ids, before, step)
          const now = await stateOf(ids)
          for (const [index, line] of now.entries()) {
            const was = before[index]
            if (!was) throw new Error('a line is gone')
            const taken = (Object.keys(lineSteps) as LineStep[]).filter(
              (one) => afterStep(was.state, one) === line.state,
            )
            if (line.state !== was.state) expect(taken, `${was.state} → ${line.state}`).not.toEqual([])
            if (!isEditable(was.state)) expect(line.minutes).toBe(was.minutes)
          }
          before = now
        }
      }),
      { numRuns: 60 },
    )
  })
})

async function stateOf(ids: readonly string[]): Promise<Seen[]> {
  const rows = await reading(shop.actors.admin, ({ db }) =>
    Promise.all(ids.map((id) => db.select().from(timeEntries).where(eq(timeEntries.id, id)))),
  )
  return rows.flatMap(([row]) => (row ? [{ state: row.state, minutes: row.minutes, version: row.version }] : []))
}

/** Refused by a rule or by the database is an answer; anything else is a fault. */
async function attempt(member: Actor, ids: readonly string[], seen: readonly Seen[], step: Try): Promise<void> {
  const by = (actor: Actor, work: (write: Write) => Promise<unknown>) => writing(actor, work, after)
  const lead = shop.actors.planner
  const chosen = 'which' in step ? step.which.flatMap((at) => ids[at] ?? []) : []
  const lines = chosen.map((id) => ({ kind: 'hours' as const, id, version: seen[ids.indexOf(id)]?.version ?? 0 }))
  try {
    if (step.what === 'submit') await by(member, (write) => submitPeriod(write, week))
    else if (step.what === 'take_back') await by(member, (write) => takeBack(write, week))
    else if (step.what === 'approve') await by(lead, (write) => approveLines(write, { lines }))
    else if (step.what === 'return') await by(lead, (write) => returnLines(write, { lines, remark: 'Klopt niet' }))
    else if (step.what === 'edit')
      for (const id of chosen)
        await by(member, ({ db }) => db.update(timeEntries).set({ minutes: 30 }).where(eq(timeEntries.id, id)))
    else {
      const { what } = step
      await by(lead, async (write) =>
        stepLines(write, await lockLines(write, (table) => isOneOf(table.id, chosen)), what),
      )
    }
  } catch (error) {
    if (!(error instanceof Refused) && errorCode(error) !== 'WS001') throw error
  }
}
