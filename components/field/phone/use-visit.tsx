'use client'
import { useLocale } from 'next-intl'
import { createContext, type ReactNode, useContext, useMemo, useRef } from 'react'
import { useRegion } from '@/components/ui/region'
import type { Said } from '@/lib/field/input'
import type { VisitData } from '@/lib/field/view/data'
import { visitView } from '@/lib/field/view/visit'
import type { RefusedReply } from '@/lib/reply'
import type { OperationName } from '@/lib/sync/mutations/operations'
import type { CarriedVisit } from '@/lib/sync/queries/carried'
import { nowOf, usePhone } from './use-phone'
import { useRecord } from './use-record'

const Context = createContext<CarriedVisit | null>(null)

/** The visit that a screen is about, as the server read it: what is drawn until the phone says what it carries. */
export function VisitProvider({ carried, children }: { carried: CarriedVisit; children: ReactNode }) {
  return <Context.Provider value={carried}>{children}</Context.Provider>
}

function useCarried(): CarriedVisit {
  const carried = useContext(Context)
  if (!carried) throw new Error('no VisitProvider above')
  return carried
}

/** What the screens of the visit show: what was carried, and on it everything that was done on this phone since. */
export function useVisit(): VisitData {
  const read = useCarried()
  const { operations, files, visits, offsetMs, memberId } = usePhone()
  const { timeZone } = useRegion()
  const locale = useLocale()
  return useMemo(() => {
    const who = { memberId, timeZone, locale, now: nowOf({ offsetMs }) }
    return visitView(visits.get(read.id) ?? read, { operations, files }, who)
  }, [read, operations, files, visits, offsetMs, memberId, timeZone, locale])
}

type Act = <Name extends OperationName>(
  name: Name,
  say: Said<Name> | ((now: VisitData) => Said<Name>),
) => Promise<RefusedReply | null>

/**
 * Records something about the visit; the screen shows it when this resolves. `say` is asked with the visit as it stands after
 * what was tapped before, since a change says which version it saw. Answers why it can't be, or null.
 */
export function useAct(): Act {
  const read = useCarried()
  const { readNow, memberId } = usePhone()
  const { timeZone } = useRegion()
  const locale = useLocale()
  const record = useRecord()
  const before = useRef<Promise<unknown>>(Promise.resolve())
  return (name, say) => {
    const deed = before.current.then(async () => {
      const { operations, files, visits, offsetMs } = await readNow()
      const who = { memberId, timeZone, locale, now: nowOf({ offsetMs }) }
      const visit = visitView(visits.get(read.id) ?? read, { operations, files }, who)
      return record(name, typeof say === 'function' ? say(visit) : say, read.id)
    })
    before.current = deed.catch(() => null)
    return deed
  }
}
