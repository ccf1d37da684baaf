import { and, eq, ne } from 'drizzle-orm'
import type postgres from 'postgres'
import { history } from '@/db/schema/history'
import { visits } from '@/db/schema/visits'
import { perform } from '@/lib/auth/action'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { subscribe } from '@/lib/live/stream'
import { boardData } from '@/lib/planning/queries'
import { type BoardVisit, boardOf, wallOf, windowAt } from '@/lib/planning/rules'
import type { Reply } from '@/lib/reply'
import { type MoveVisitsInput, moveInput, moveVisitsInput } from '@/lib/visits/input'
import { assignOrder } from '@/lib/visits/mutations/assign'
import { moveVisit, type Placed } from '@/lib/visits/mutations/move'
import { moveVisits } from '@/lib/visits/mutations/move-visits'
import { addTechnician, makeCompany } from '@/scripts/test/company'
import { makeOrder } from '@/scripts/test/order'
import { chance } from './random'

type Size = { planners: number; boards: number; moves: number; technicians: number; visits: number; cuts: number }

const timeZone = 'Europe/Brussels'
const period = { from: '2032-03-22', to: '2032-04-04' }
/** Two weeks with a change of the clock in them, from 7 to 17. */
const days = 14
const hours = 10

/** What a planner's screen shows, followed as the browser follows it: by id what is heard of, all of it after a gap. */
class Board {
  visits = new Map<string, BoardVisit>()
  private changed = new Set<string>()
  private reading: Promise<void> = Promise.resolve()
  private timer: NodeJS.Timeout | undefined
  private leave: () => void = () => undefined

  constructor(private readonly actor: Actor) {}

  async open(): Promise<void> {
    this.leave = await subscribe(this.actor.organizationId, (event) => {
      if (event === null) return void this.cut().then(() => this.open())
      if (event.kind !== 'visit' || (this.visits.get(event.id)?.version ?? 0) >= event.v) return
      this.changed.add(event.id)
      clearTimeout(this.timer)
      this.timer = setTimeout(() => void this.refresh(), 40)
    })
    await this.read()
  }

  async cut(): Promise<void> {
    this.leave()
    clearTimeout(this.timer)
    await this.reading
  }

  /** When all that was heard of is shown. */
  async quiet(): Promise<void> {
    while (this.changed.size > 0) await this.refresh()
    await this.reading
  }

  private refresh(): Promise<void> {
    const ids = [...this.changed]
    this.changed.clear()
    clearTimeout(this.timer)
    return this.read(ids)
  }

  private read(ids?: string[]): Promise<void> {
    this.reading = this.reading.then(async () => {
      const data = await reading(this.actor, (read) =>
        boardData(read, timeZone, { ...period, ...(ids ? { ids } : {}) }),
      )
      const fresh = new Map(boardOf(data).visits.map((visit) => [visit.id, visit]))
      for (const id of ids ?? this.visits.keys()) this.visits.delete(id)
      for (const visit of fresh.values()) this.visits.set(visit.id, visit)
    })
    return this.reading
  }

  get picture(): string {
    return JSON.stringify([...this.visits.values()].sort((a, b) => a.id.localeCompare(b.id)))
  }
}

/**
 * Planners move visits all at once, each by what their own board shows; one move in ten wants the same slot, or a visit
 * that others want too. The stream of a board is cut now and then, and so is the line to the database.
 */
export async function plan(superUser: postgres.Sql, size: Size) {
  const { below, next, one } = chance('planners')
  const { organizationId, actors } = await makeCompany()
  const technicians = [actors.technician.id]
  while (technicians.length < size.technicians)
    technicians.push((await addTechnician(organizationId, `Technieker ${technicians.length}`)).id)
  const planners = Array.from({ length: size.planners }, (): Actor => ({ ...actors.planner, id: newId() }))
  const slot = () => wallOf(period.from) + below(days) * 1440 + 420 + below(hours * 4) * 15
  const made: string[] = []
  const order = await makeOrder(actors.planner)
  for (let nth = 0; nth < size.visits; nth++) {
    const start = wallOf(period.from) + Math.floor(nth / size.technicians) * 90 + 420
    const memberIds = [technicians[nth % size.technicians] ?? '']
    const visit = await writing(actors.planner, (write) =>
      assignOrder(write, { orderId: order.id, memberIds, ...windowAt(timeZone, start, 60) }),
    )
    made.push(visit.id)
  }
  const boards = Array.from({ length: size.boards }, () => new Board(actors.planner))
  await Promise.all(boards.map((board) => board.open()))

  /** What was taken off the boards: a later move brings it back as it stood. */
  const gone = new Map<string, { version: number; was: Placed }>()
  /** Per visit the versions that were answered: each made by exactly one accepted move. */
  const accepted = new Map<string, number[]>()
  const codes: Record<string, number> = {}
  const unexpected: string[] = []
  const hot = { memberId: technicians[0] ?? '', start: wallOf(period.from) + 1440 * 2 + 600 }
  const everyMoves = Math.max(1, Math.floor(size.moves / (size.cuts || 1)))

  /** What a planner does next, by what their board shows; nothing where a visit was just taken away. */
  function changesBy(board: Board): MoveVisitsInput['changes'] {
    const isHot = next() < 0.1
    const wanted = isHot ? (made[below(3)] ?? '') : one(made)
    const visit = board.visits.get(wanted)
    const away = gone.get(wanted)
    if (!visit) return away ? [{ visitId: wanted, version: away.version, to: away.was }] : []
    const window = windowAt(timeZone, isHot ? hot.start : slot(), 30 + below(4) * 30)
    const to = { memberIds: [isHot ? hot.memberId : one(technicians)], ...window }
    const move = { visitId: visit.id, version: visit.version, to }
    const second = next() < 0.2 ? board.visits.get(one(made)) : undefined
    if (!second || second.id === visit.id) return [move]
    return [move, { visitId: second.id, version: second.version, to: null }]
  }

  /** Whether there was something to do. */
  async function move(planner: Actor, board: Board): Promise<boolean> {
    const changes = changesBy(board)
    const [only, second] = changes
    if (!only) return false
    const key = newId()
    const isAlone = second === undefined && only.to !== null && board.visits.has(only.visitId)
    const { visitId, version, to } = only
    const reply: Reply<{ visits: { id: string; version: number; was: Placed | null }[] }> = isAlone
      ? await perform(
          planner,
          'visits.move',
          moveInput,
          async (write, input) => ({ visits: [await moveVisit(write, input)] }),
          { visitId, version, ...to },
          key,
        )
      : await perform(planner, 'visits.moveVisits', moveVisitsInput, moveVisits, { changes }, key)
    if (!reply.ok) {
      codes[reply.code] = (codes[reply.code] ?? 0) + 1
      if (reply.code === 'common.unexpected') unexpected.push(`${reply.code} ${reply.errorId}`)
      return true
    }
    codes.accepted = (codes.accepted ?? 0) + 1
    for (const { id, version, was } of reply.value.visits) {
      accepted.set(id, [...(accepted.get(id) ?? []), version])
      if (was && changes.some((change) => change.visitId === id && change.to === null)) gone.set(id, { version, was })
      else gone.delete(id)
    }
    return true
  }

  let sent = 0
  await Promise.all(
    planners.map(async (planner, nth) => {
      const board = boards[nth % boards.length]
      while (board && sent < size.moves) {
        const mine = sent++
        if (size.cuts > 0 && mine % everyMoves === 0) await disturb(board, mine % (everyMoves * 2) === 0)
        while (!(await move(planner, board))) await new Promise((resolve) => setImmediate(resolve))
      }
    }),
  )

  async function disturb(board: Board, isLine: boolean): Promise<void> {
    if (isLine) {
      await superUser`select pg_terminate_backend(pid) from pg_stat_activity
        where pid <> pg_backend_pid() and query ilike 'listen %' and datname = current_database()`
    } else await board.cut().then(() => board.open())
  }

  const stood = await picture(actors.planner)
  const began = performance.now()
  const late: number[] = []
  for (const board of boards) {
    while (board.picture !== stood && performance.now() - began < 20_000) {
      await board.quiet()
      await new Promise((resolve) => setImmediate(resolve))
    }
    late.push(Math.round(performance.now() - began))
  }
  const wrong = boards.filter((board) => board.picture !== stood).length
  const faults = [
    ...unexpected,
    ...(wrong > 0 ? [`${wrong} boards differ from the database`] : []),
    ...(await faultsOf(superUser, actors.planner, accepted)),
  ]
  await Promise.all(boards.map((board) => board.cut()))
  return { codes, boardsEqualMs: Math.max(...late), faults }
}

async function picture(planner: Actor): Promise<string> {
  const board = new Board(planner)
  await board.open()
  await board.cut()
  return board.picture
}

/** Overlaps that no reason allows, and moves that were said done and are not. */
async function faultsOf(superUser: postgres.Sql, planner: Actor, accepted: ReadonlyMap<string, readonly number[]>) {
  const faults: string[] = []
  const [overlaps] = await superUser<{ count: number }[]>`
    select count(*)::int as count from agenda_entries a join agenda_entries b
      on a.organization_id = b.organization_id and a.member_id = b.member_id and a.id < b.id
      and tstzrange(a.start_at, a.end_at) && tstzrange(b.start_at, b.end_at)
    where a.organization_id = ${planner.organizationId} and not a.allow_overlap and not b.allow_overlap`
  if (overlaps?.count !== 0) faults.push(`${overlaps?.count} overlaps`)
  const { rows, told } = await reading(planner, async (read) => ({
    rows: await read.db.select({ id: visits.id, version: visits.version }).from(visits),
    told: await read.db
      .select({ id: history.subjectId })
      .from(history)
      .where(and(eq(history.subjectType, 'visit'), ne(history.action, 'visits.planned'))),
  }))
  const lines = Map.groupBy(told, ({ id }) => id)
  for (const { id, version } of rows) {
    const answered = [...(accepted.get(id) ?? [])].sort((a, b) => a - b)
    const expected = Array.from({ length: version - 1 }, (_, nth) => nth + 2)
    // Every version since the first was made by one accepted move, and each has its line in the history.
    if (answered.join() !== expected.join()) faults.push(`lost update: version ${version}, answered ${answered.join()}`)
    if ((lines.get(id)?.length ?? 0) !== version - 1) faults.push(`history of a visit misses a move`)
  }
  return faults
}
