'use client'
import { useTranslations } from 'next-intl'
import { useCallback, useMemo } from 'react'
import type { Position } from '@/lib/geo/rules/road'
import { scheduledMinutes, weekdayOf } from '@/lib/hours/rules/week'
import { type BoardMember, type BoardVisit, dayOfWall, type Obstacle, weekOfWall } from '@/lib/planning/rules'
import { dropProblems, isHard, type Problem, weekPlanned } from '@/lib/planning/rules/drop'
import { shifted } from '@/lib/planning/rules/group'
import { hoursOf, type WorkHours } from '@/lib/planning/rules/rows'
import { tightWay } from '@/lib/planning/rules/travel'
import type { Dragged, DropHow, Target } from './drag-track'
import type { Board } from './use-board'

/** What speaks against dropping this there; nothing for the backlog or a row without a time. */
export type Judge = (dragged: Dragged, target: Target, how: DropHow) => readonly Problem[]

type Asked = {
  start: number | null
  minutes: number
  memberIds: readonly string[]
  type: string
  dueOn: string | null
  place?: Position
}
type Thing = Obstacle & { id: string; place?: Position }
/** A technician with what stands in the row. A move asks for those of one or two, and must not go through the whole board. */
type Row = { member: BoardMember; things: Thing[]; visits: BoardVisit[] }

export type JudgePlace = (asked: Asked, was: BoardVisit | null) => readonly Problem[]

/** Judges places for work: what stands there, hours, skills, the week, the ways, holidays, the due date. */
export function useJudge({
  board,
  holidays,
  workDay,
  groupOf,
  rows,
}: {
  board: Board
  holidays: ReadonlyMap<string, string>
  workDay: WorkHours
  /** What is moved along with a visit: itself alone, or all that is selected. */
  groupOf: (visit: BoardVisit) => readonly BoardVisit[]
  rows: readonly string[]
}): { judge: Judge; judgePlace: JudgePlace } {
  const t = useTranslations('visits.board')
  // Made when somebody first asks: a board that only changes does not wait for it.
  const rowOf = useMemo(() => {
    let made: Map<string, Row> | null = null
    return (id: string) => {
      made ??= rowsOf(board, (kind) => t(`leaveKinds.${kind}`))
      return made.get(id)
    }
  }, [board, t])

  const one = useCallback(
    (asked: Asked, was: BoardVisit | null, moving: ReadonlySet<string>): Problem[] => {
      const { start, minutes } = asked
      if (start === null) return []
      return asked.memberIds.flatMap((id) => {
        const row = rowOf(id)
        if (!row) return []
        const { member } = row
        const isOwn = was?.memberIds.includes(id) ?? false
        const isSameWeek = was !== null && was.start !== null && weekOfWall(was.start) === weekOfWall(start)
        const isNoLonger = isOwn && isSameWeek && minutes <= was.minutes
        const at = { start, end: start + minutes }
        const things = row.things.filter((thing) => !moving.has(thing.id))
        return dropProblems({
          at,
          member,
          isWorkingDay: scheduledMinutes(member, weekdayOf(dayOfWall(start))) > 0,
          workDay: hoursOf(member.hours, workDay),
          obstacles: things,
          tightWay: tightWay(at, asked.place, things),
          // Who does it already was chosen before: the question is asked once.
          skills: isOwn ? [] : (board.typeSkills[asked.type] ?? []),
          dueOn: asked.dueOn,
          weekPlanned: weekPlanned(row.visits, id, start, moving),
          holiday: holidays.get(dayOfWall(start)) ?? null,
        }).filter((problem) => !(problem.kind === 'week' && isNoLonger))
      })
    },
    [board.typeSkills, holidays, rowOf, workDay],
  )

  const judgePlace = useCallback<JudgePlace>(
    (asked, was) => worstOf(one(asked, was, new Set(was ? [was.id] : []))),
    [one],
  )

  const judge = useCallback<Judge>(
    (dragged, target, { isCopy, isAdding }) => {
      if (target.zone !== 'slot') return []
      const { start, memberId } = target
      if (dragged.kind === 'order') {
        const [, , , type, , , , dueOn, minutes, , , , place] = dragged.order
        return judgePlace({ start, minutes, memberIds: [memberId], type, dueOn, place: place ?? undefined }, null)
      }
      const { visit, fromMemberId } = dragged
      const alone = { ...visit, start, memberIds: [memberId], dueOn: null }
      if (isCopy) return worstOf(one(alone, null, new Set()))
      const group = isAdding ? [visit] : groupOf(visit)
      const moving = new Set(group.map(({ id }) => id))
      if (group.length === 1) return worstOf(one(alone, visit, moving))
      const by = {
        minutes: visit.start === null ? 0 : start - visit.start,
        rows: rows.indexOf(memberId) - rows.indexOf(fromMemberId),
      }
      const moved = shifted(group, by, rows) ?? []
      return worstOf(moved.flatMap(({ visit: was, to }) => one({ ...was, ...to, dueOn: null }, was, moving)))
    },
    [groupOf, judgePlace, one, rows],
  )
  return useMemo(() => ({ judge, judgePlace }), [judge, judgePlace])
}

/** Each kind once, what will be refused first. */
function worstOf(problems: readonly Problem[]): Problem[] {
  const kinds = problems.map(({ kind }) => kind)
  return problems
    .filter(({ kind }, index) => kinds.indexOf(kind) === index)
    .sort((a, b) => Number(isHard(b)) - Number(isHard(a)))
}

function rowsOf(board: Board, leaveWord: (kind: Board['leaves'][number]['kind']) => string): Map<string, Row> {
  const rows = new Map(board.members.map((member): [string, Row] => [member.id, { member, things: [], visits: [] }]))
  for (const { id, memberId, start, end, kind } of board.leaves)
    rows.get(memberId)?.things.push({ id, start, end, kind: 'leave', what: leaveWord(kind) })
  for (const visit of board.visits.values()) {
    const { id, start, minutes, memberIds, customer, place } = visit
    if (start === null) continue
    for (const memberId of memberIds) {
      const row = rows.get(memberId)
      row?.visits.push(visit)
      row?.things.push({ id, start, end: start + minutes, kind: 'visit', what: customer, place })
    }
  }
  return rows
}
