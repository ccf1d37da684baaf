'use client'
import { useLocale } from 'next-intl'
import { createContext, type ReactNode, useContext, useMemo, useRef } from 'react'
import { useRegion } from '@/components/ui/region'
import type { Said } from '@/lib/field/input'
import { closingView, type DayClosing } from '@/lib/field/view/closing'
import type { VisitData } from '@/lib/field/view/data'
import type { Looker } from '@/lib/field/view/state'
import { visitView, worldNow } from '@/lib/field/view/visit'
import { noClock } from '@/lib/field/view/world'
import type { RefusedReply } from '@/lib/reply'
import type { OperationName } from '@/lib/sync/mutations/operations'
import type { CarriedVisit } from '@/lib/sync/queries/carried'
import type { CarriedClock } from '@/lib/sync/queries/my-clock'
import { carriedOn, nowOf, usePhone } from './use-phone'
import { useRecord } from './use-record'

/** `clock` is what the own clock needs besides, where a screen shows it before the phone was read. */
type Read = { carried: CarriedVisit; clock: CarriedClock | null }
const Context = createContext<Read | null>(null)

/** The visit that a screen is about, as the server read it: what is drawn until the phone says what it carries. */
export function VisitProvider({
  carried,
  clock = null,
  children,
}: {
  carried: CarriedVisit
  clock?: CarriedClock | null
  children: ReactNode
}) {
  const read = useMemo(() => ({ carried, clock }), [carried, clock])
  return <Context.Provider value={read}>{children}</Context.Provider>
}

function useRead(): Read {
  const read = useContext(Context)
  if (!read) throw new Error('no VisitProvider above')
  return read
}

/** What the screens of the visit show: what was carried, and on it everything that was done on this phone since. */
export function useVisit(): VisitData {
  const read = useRead()
  const { operations, files, visits, day, offsetMs, memberId } = usePhone()
  const { timeZone } = useRegion()
  const locale = useLocale()
  return useMemo(() => {
    const who = { memberId, timeZone, locale, now: nowOf({ offsetMs }) }
    return viewOf(read, { operations, files, visits, day }, who)
  }, [read, operations, files, visits, day, offsetMs, memberId, timeZone, locale])
}

type Phone = Pick<ReturnType<typeof usePhone>, 'operations' | 'files' | 'visits' | 'day'>

function viewOf({ carried, clock }: Read, phone: Phone, who: Looker & { locale: string }): VisitData {
  const around = carriedOn(phone, { visits: [carried], clock: clock ?? noClock(who.timeZone) })
  return visitView(phone.visits.get(carried.id) ?? carried, around, phone, who)
}

/** Stops of this week that were forgotten, on this visit and others. */
export function useForgotten(): DayClosing['forgotten'] {
  const { carried, clock } = useRead()
  const { operations, files, visits, day, offsetMs, memberId } = usePhone()
  const { timeZone } = useRegion()
  return useMemo(() => {
    if (!clock) return []
    const who = { memberId, timeZone, now: nowOf({ offsetMs }) }
    const around = carriedOn({ visits, day }, { visits: [carried], clock })
    const since = { operations, files }
    return closingView(worldNow(around, since, who), around, since).forgotten
  }, [carried, clock, operations, files, visits, day, offsetMs, memberId, timeZone])
}

type Act = <Name extends OperationName>(
  name: Name,
  say: Said<Name> | ((now: VisitData) => Said<Name>),
  seenSeq?: number,
) => Promise<RefusedReply | null>

/**
 * Records something about the visit; the screen shows it when this resolves. `say` is asked with the visit as it stands after
 * what was tapped before, since a change says which version it saw; `seenSeq` is how far the phone was when a form showed
 * that one (usePhone). Answers why it can't be, or null.
 */
export function useAct(): Act {
  const read = useRead()
  const { readNow, memberId } = usePhone()
  const { timeZone } = useRegion()
  const locale = useLocale()
  const record = useRecord()
  const before = useRef<Promise<unknown>>(Promise.resolve())
  return (name, say, seenSeq) => {
    const deed = before.current.then(async () => {
      const phone = await readNow()
      const who = { memberId, timeZone, locale, now: nowOf(phone) }
      const said = typeof say === 'function' ? say(viewOf(read, phone, who)) : say
      return record(name, said, read.carried.id, seenSeq ?? phone.seenSeq)
    })
    before.current = deed.catch(() => null)
    return deed
  }
}
