'use client'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useRef, useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { useLive } from '@/components/live/use-live'
import { ownChanges } from '@/components/ui/own-changes'
import { useToast } from '@/components/ui/toast'
import { useReadings, useRefresh } from '@/components/ui/use-refresh'
import { copyWeek, removeBooking, saveBooking, undoCopy } from '@/lib/hours/actions'
import { rowOf, type SheetRow, type WeekData, type WeekEntry } from '@/lib/hours/rules/sheet'
import { minutesText } from '@/lib/hours/rules/week'
import type { RefusedReply, Reply } from '@/lib/reply'
import { answerOrLater, useSending } from './sending'
import { useWeekWords } from './words'

/** What is typed for a line: minutes, or the times between which they lie. */
export type Typed = { minutes: number | null; from?: string | null; to?: string | null; notes: string }
/** How a cell stands with the server. */
export type Mark = { state: 'saving' | 'saved' } | { state: 'refused'; refusal: RefusedReply }
export type Stale = {
  row: SheetRow
  entry: WeekEntry
  mine: { minutes: number; notes: string }
  theirs: { version: number; minutes: number; notes: string }
}
/** A day of last week that was not copied, and why. */
export type Skipped = { orderId: string | null; projectId: string | null; day: string; minutes: number; code: string }

export type WeekStore = ReturnType<typeof useWeek>

export const cellKey = (row: SheetRow, day: string) => `${row.key} ${day}`

/**
 * The sheet on the screen: what is typed shows at once and is sent, one after the other per cell; refused, the cell keeps
 * what was typed and says why. What others change comes in. On the phone all of it goes through the outbox.
 */
export function useWeek(week: WeekData) {
  const t = useTranslations('hours.week')
  const words = useWeekWords()
  const sending = useSending()
  const toast = useToast()
  const refresh = useRefresh()
  const { shown, begun } = useReadings()
  const [entries, setEntries] = useState(week.entries)
  const [added, setAdded] = useState<SheetRow[]>([])
  const [marks, setMarks] = useState<ReadonlyMap<string, Mark>>(new Map())
  const [stale, setStale] = useState<Stale | null>(null)
  const [skipped, setSkipped] = useState<readonly Skipped[]>([])
  const [isCopying, setCopying] = useState(false)
  const current = useRef(entries)
  const [own] = useState(ownChanges)
  const queues = useRef(new Map<string, Promise<unknown>>())

  const show = useCallback((next: (entries: WeekEntry[]) => WeekEntry[]) => {
    current.current = next(current.current)
    setEntries(current.current)
  }, [])

  useEffect(() => {
    // What is on its way, or was answered since, is newer than what was read.
    if (own.areIn(shown)) show(() => week.entries)
  }, [week.entries, show, own, shown])

  useLive(['hours', 'leave', 'visit'], (event) => {
    if (own.areUnderway() || (event?.kind === 'hours' && event.id !== week.member.id)) return
    refresh()
  })

  const mark = useCallback((key: string, next: Mark | null) => {
    setMarks((now) => {
      const marks = new Map(now)
      if (next) marks.set(key, next)
      else marks.delete(key)
      return marks
    })
  }, [])

  /** Sends one change of a cell after those before it. */
  const change = useCallback(
    async <Value>(key: string, call: () => Promise<Reply<Value>>): Promise<Reply<Value>> => {
      own.begin()
      mark(key, { state: 'saving' })
      const mine = (queues.current.get(key) ?? Promise.resolve()).then(call)
      queues.current.set(key, mine)
      const reply = await mine
      own.end(begun())
      mark(key, reply.ok ? { state: 'saved' } : { state: 'refused', refusal: reply })
      if (!own.areUnderway()) refresh()
      return reply
    },
    [mark, refresh, own, begun],
  )

  const memberId = week.member.id

  async function save(row: SheetRow, day: string, typed: Typed, entryId?: string): Promise<Reply<unknown>> {
    const key = cellKey(row, day)
    const id = entryId ?? uuidv7()
    return change(key, async () => {
      const before = current.current.find((entry) => entry.id === id)
      const { orderId, projectId, phaseId, hourType } = row
      const input = { id, memberId, day, orderId, projectId, phaseId, hourType, ...typed }
      if (typed.minutes !== null)
        show((now) => [
          ...now.filter((entry) => entry.id !== id),
          { ...(before ?? newEntry(row, id, day)), minutes: typed.minutes ?? 0, notes: typed.notes },
        ])
      const inWords = (one: { minutes: number; notes: string }) =>
        [minutesText(one.minutes), one.notes].filter(Boolean).join(' · ')
      const reply = await sending.change(saveBooking, {
        row: `booking:${id}`,
        seen: before?.version,
        // What is not there, or was taken away, is new whatever its last version was.
        input: (version) => ({ ...input, version: before ? (version ?? null) : null }),
        words: (current: Stale['theirs']) => ({
          what: `${words.row(row)} · ${words.long(day)}`,
          mine: inWords({ minutes: typed.minutes ?? before?.minutes ?? 0, notes: typed.notes }),
          theirs: inWords(current),
          by: null,
        }),
      })
      if (reply.ok) {
        const { version, minutes } = reply.value
        show((now) => now.map((entry) => (entry.id === id ? { ...entry, version, minutes } : entry)))
        if (before && before.minutes !== minutes)
          toast.done(t('changed'), { undo: () => void save(row, day, typedOf(before), id) })
        return reply
      }
      show((now) => now.filter((entry) => entry.id !== id).concat(before ?? []))
      if (reply.code === 'common.stale' && before && typed.minutes !== null && !sending.isPhone)
        setStale({
          row,
          entry: before,
          mine: { minutes: typed.minutes, notes: typed.notes },
          theirs: reply.current as Stale['theirs'],
        })
      return reply
    })
  }

  async function remove(row: SheetRow, entry: WeekEntry): Promise<Reply<unknown>> {
    return change(cellKey(row, entry.day), async () => {
      const { id, version = entry.version } = current.current.find((one) => one.id === entry.id) ?? entry
      show((now) => now.filter((one) => one.id !== id))
      const reply = await sending.change(removeBooking, {
        row: `booking:${id}`,
        seen: version,
        input: (seen = version) => ({ id, version: seen }),
        words: (current: Stale['theirs']) => ({
          what: `${words.row(row)} · ${words.long(entry.day)}`,
          mine: t('remove'),
          theirs: [minutesText(current.minutes), current.notes].filter(Boolean).join(' · '),
          by: null,
        }),
      })
      if (!reply.ok) {
        show((now) => [...now, entry])
        return reply
      }
      setAdded((now) => withRow(now, row))
      toast.done(t('removed'), {
        undo: () => void save(row, entry.day, typedOf(entry), id),
      })
      return reply
    })
  }

  /** Mine over theirs, with the version that stands. */
  function settle(values: { minutes: number; notes: string } | null): void {
    const question = stale
    setStale(null)
    if (!question) return
    const { row, entry, theirs } = question
    const seen = { ...entry, ...theirs }
    show((now) => now.map((one) => (one.id === entry.id ? seen : one)))
    mark(cellKey(row, entry.day), null)
    if (values) void save(row, entry.day, values, entry.id)
    else refresh()
  }

  async function copy(): Promise<void> {
    if (isCopying) return
    setCopying(true)
    const copying = sending.write(copyWeek, { memberId, from: week.from })
    const reply = await (sending.isPhone ? answerOrLater(copying) : copying)
    setCopying(false)
    if (reply === 'later') {
      void copying.then(refresh)
      return toast.tell(t('later'))
    }
    if (!reply.ok) return toast.refused(reply)
    setSkipped(reply.value.skipped)
    // Rows that were not copied can still be filled in by hand.
    setAdded((now) => week.earlier.reduce((rows, entry) => withRow(rows, rowOf(entry)), now))
    const ids = reply.value.copied.map(({ id }) => id)
    const undo = async () => {
      const back = await sending.write(undoCopy, { ids })
      if (!back.ok) toast.refused(back)
      refresh()
    }
    toast.done(t('copied', { count: ids.length }), ids.length > 0 ? { undo: () => void undo() } : undefined)
    refresh()
  }

  /** As typed before; what had times gets those back, and not only their minutes. */
  function typedOf({ startAt, endAt, minutes, notes }: WeekEntry): Typed {
    if (!startAt || !endAt) return { minutes, notes }
    return { minutes: null, from: words.clock(startAt), to: words.clock(endAt), notes }
  }

  return {
    entries,
    added,
    marks,
    stale,
    skipped,
    isCopying,
    save,
    remove,
    settle,
    copy,
    mark,
    addRow: (row: SheetRow) => setAdded((now) => withRow(now, row)),
    forgetSkipped: () => setSkipped([]),
  }
}

function withRow(rows: SheetRow[], row: SheetRow): SheetRow[] {
  return rows.some(({ key }) => key === row.key) ? rows : [...rows, row]
}

function newEntry(row: SheetRow, id: string, day: string): WeekEntry {
  const { key: _, ...subject } = row
  return {
    ...subject,
    id,
    day,
    version: 1,
    visitId: null,
    minutes: 0,
    startAt: null,
    endAt: null,
    notes: '',
    state: 'open',
    remark: '',
    clocked: 0,
  }
}
