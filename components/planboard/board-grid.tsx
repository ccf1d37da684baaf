'use client'
import {
  type FocusEvent,
  type ReactNode,
  type RefObject,
  startTransition,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { type Axis, axisWidth, dayOfWall, type Scale, xOf } from '@/lib/planning/rules'
import type { Grouping } from '@/lib/planning/rules/groups'
import { BoardHeader, DayGround } from './board-days'
import { BoardGroup } from './board-group'
import { BoardRow } from './board-row'
import type { Geometry } from './drag-track'
import { headerHeight, nameWidth } from './rows'
import { useBlockWords } from './use-block-words'
import type { Cursor } from './use-key-move'
import type { Line } from './use-lines'

/** Pixels beyond what is in sight of which the rows are drawn too, between two frames rather than in one. */
const overscan = 240

/** Technicians down, time across. Only the rows in sight are drawn; the grid itself is one background. */
export function BoardGrid({
  lines,
  by,
  lateOf,
  axis,
  scale,
  date,
  holidays,
  now,
  corner,
  empty,
  opened,
  refused,
  cursor,
  scroller,
  geometry,
  hint,
  onWidth,
  onToggleGroup,
  onLook,
}: {
  lines: readonly Line[]
  by: Grouping
  lateOf: (memberId: string) => ReadonlyMap<string, number>
  axis: Axis
  scale: Scale
  date: string
  /** Names of public holidays by day. */
  holidays: ReadonlyMap<string, string>
  now: number
  /** Above the names. */
  corner: ReactNode
  /** Instead of rows. */
  empty: ReactNode
  opened: string | null
  refused: string | null
  /** Where something stands that is moved with the arrows. */
  cursor: Cursor | null
  scroller: RefObject<HTMLDivElement | null>
  geometry: RefObject<Geometry | null>
  hint: RefObject<HTMLDivElement | null>
  onWidth: (width: number) => void
  onToggleGroup: (name: string) => void
  /** The focus came to a visit, or to a row: its id. */
  onLook: (id: string) => void
}) {
  const blockWords = useBlockWords()
  const tops = useMemo(() => {
    const all = [0]
    for (const line of lines) all.push((all.at(-1) ?? 0) + line.height)
    return all
  }, [lines])
  const total = tops.at(-1) ?? 0
  // None until the board knows how high and wide it is: whatever is drawn before would be drawn twice.
  const [seen, setSeen] = useState({ from: 0, to: 0 })
  const drawn = useRef(seen)
  useLayoutEffect(() => {
    drawn.current = seen
  }, [seen])

  const look = useCallback(() => {
    const element = scroller.current
    if (!element) return
    const rowsBetween = (low: number, high: number) => {
      let from = 0
      while (from < lines.length && (tops[from + 1] ?? 0) < low) from++
      let to = from
      while (to < lines.length && (tops[to] ?? 0) < high) to++
      return { from, to }
    }
    const [low, high] = [element.scrollTop, element.scrollTop + element.clientHeight]
    const inSight = rowsBetween(low, high)
    const around = rowsBetween(low - overscan, high + overscan)
    const draw = () => setSeen((now) => (now.from === around.from && now.to === around.to ? now : around))
    const { from, to } = drawn.current
    if (from <= inSight.from && inSight.to <= to) startTransition(draw)
    else draw()
  }, [lines.length, scroller, tops])

  useLayoutEffect(look, [look])
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    onWidth(element.clientWidth - nameWidth)
    const observer = new ResizeObserver(() => {
      onWidth(element.clientWidth - nameWidth)
      look()
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [look, onWidth, scroller])

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    geometry.current = {
      scroller: element,
      axis,
      nameWidth,
      headerHeight,
      rowAt: (y) => {
        const index = tops.findIndex((top, at) => y >= top && y < (tops[at + 1] ?? 0))
        const line = lines[index]
        return line?.kind === 'row'
          ? { memberId: line.row.member.id, top: tops[index] ?? 0, height: line.height }
          : null
      },
    }
  }, [axis, geometry, lines, scroller, tops])

  const cursorRow = cursor
    ? lines.findIndex((line) => line.kind === 'row' && line.row.member.id === cursor.memberId)
    : -1
  useEffect(() => {
    const element = scroller.current
    if (!element || cursorRow === -1) return
    const top = tops[cursorRow] ?? 0
    const height = lines[cursorRow]?.height ?? 0
    const room = element.clientHeight - headerHeight
    if (top < element.scrollTop) element.scrollTop = top
    else if (top + height + 40 > element.scrollTop + room) element.scrollTop = top + height + 40 - room
  }, [cursorRow, lines, scroller, tops])

  function lookedAt(event: FocusEvent) {
    // Who is on the way to another page takes nothing along: a change of the address would hold them back.
    if (event.target.closest('a')) return
    const { visit, row } = (event.target.closest<HTMLElement>('[data-visit], [data-row]')?.dataset ?? {}) as Record<
      string,
      string | undefined
    >
    const id = visit ?? row
    if (id) onLook(id)
  }

  const width = axisWidth(axis)
  const hour = axis.dayWidth / ((axis.toMinute - axis.fromMinute) / 60)
  const nowX = axis.days.some((day) => now >= day + axis.fromMinute && now < day + axis.toMinute)
    ? xOf(axis, now)
    : null

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears which visit or row has the focus
    <div
      ref={scroller}
      data-scroll
      data-board
      onScroll={look}
      onFocus={lookedAt}
      className="relative min-h-0 flex-1 overflow-auto rounded-md border border-line bg-surface"
    >
      <div className="relative" style={{ width: nameWidth + width, height: headerHeight + total }}>
        <BoardHeader axis={axis} scale={scale} hour={hour} holidays={holidays} now={now} corner={corner} />
        <div aria-hidden className="absolute" style={{ top: headerHeight, left: nameWidth, width, height: total }}>
          {axis.days.map((day, index) => (
            <DayGround
              key={day}
              day={day}
              left={index * axis.dayWidth}
              axis={axis}
              scale={scale}
              hour={hour}
              isHoliday={holidays.has(dayOfWall(day))}
            />
          ))}
        </div>
        <div className="absolute left-0" style={{ top: headerHeight }}>
          {lines
            .slice(seen.from, seen.to)
            .map((line, index) =>
              line.kind === 'group' ? (
                <BoardGroup
                  key={`group ${line.name}`}
                  group={line}
                  by={by}
                  top={tops[seen.from + index] ?? 0}
                  axis={axis}
                  onToggle={onToggleGroup}
                />
              ) : (
                <BoardRow
                  key={line.row.member.id}
                  row={line.row}
                  top={tops[seen.from + index] ?? 0}
                  axis={axis}
                  scale={scale}
                  opened={opened}
                  refused={refused}
                  late={lateOf(line.row.member.id)}
                  date={date}
                  blockWords={blockWords}
                />
              ),
            )}
        </div>
        {nowX !== null && (
          <div
            aria-hidden
            // Drawn a moment ago on the server: a pixel further is right, not a fault.
            suppressHydrationWarning
            className="pointer-events-none absolute w-px bg-alert"
            style={{ top: headerHeight - 6, left: nameWidth + nowX, height: total + 6 }}
          >
            <span className="absolute -top-0.5 -left-[3px] size-[7px] rounded-full bg-alert" />
          </div>
        )}
        {cursor && cursorRow !== -1 && (
          <div
            aria-hidden
            data-cursor
            data-state={cursor.state}
            style={{
              left: nameWidth + xOf(axis, cursor.start),
              width: Math.max(8, xOf(axis, cursor.start + cursor.minutes) - xOf(axis, cursor.start)),
              top: headerHeight + (tops[cursorRow] ?? 0) + 2,
              height: (lines[cursorRow]?.height ?? 0) - 5,
            }}
            className="pointer-events-none absolute z-20 rounded-sm border-2 border-accent bg-accent/15 data-[state=clash]:border-alert data-[state=clash]:bg-alert/15 data-[state=outside]:border-running data-[state=outside]:bg-running/15"
          >
            <span className="absolute top-full left-0 mt-1 w-max max-w-80 rounded-md bg-raised px-2 py-1 text-sm shadow-overlay">
              {cursor.words}
            </span>
          </div>
        )}
        <div
          ref={hint}
          data-hint
          aria-hidden
          style={{ visibility: 'hidden' }}
          className="pointer-events-none absolute top-0 left-0 z-20 rounded-sm border-2 border-accent bg-accent/15 will-change-transform data-[state=clash]:border-alert data-[state=clash]:bg-alert/15 data-[state=outside]:border-running data-[state=outside]:bg-running/15"
        />
      </div>
      {empty}
    </div>
  )
}
