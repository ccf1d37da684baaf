'use client'
import { useEffect, useRef } from 'react'
import { useLive } from '@/components/live/use-live'
import type { Watcher } from '@/lib/live/rules'
import { watch } from '@/lib/visits/actions'
import type { BoardMarks } from './marks'

const beatMilliseconds = 10_000
/** Two beats and a bit: who is not heard of for so long has gone. */
const staleMilliseconds = 25_000

/** Tells the other boards which visit is open here, and marks who is looking at which on theirs. */
export function usePresence(marks: BoardMarks, visitId: string | null, me: string): void {
  const seen = useRef(new Map<string, Map<string, Watcher & { until: number }>>())

  useEffect(() => {
    if (!visitId) return
    const say = (isHere: boolean) => void watch({ visitId, isHere }).catch(() => undefined)
    const beat = () => document.visibilityState === 'visible' && say(true)
    beat()
    const timer = setInterval(beat, beatMilliseconds)
    document.addEventListener('visibilitychange', beat)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', beat)
      say(false)
    }
  }, [visitId])

  const show = useRef(() => {
    const now = Date.now()
    for (const [id, people] of seen.current) {
      for (const [person, { until }] of people) if (until <= now) people.delete(person)
      if (people.size === 0) seen.current.delete(id)
    }
    const shown = [...seen.current].map(([id, people]): [string, Watcher[]] => [
      id,
      [...people.values()].map(({ id: person, name }) => ({ id: person, name })),
    ])
    marks.watchedBy(new Map(shown))
  }).current
  useLive(['presence'], (event) => {
    if (!event?.by || event.by.id === me) return
    const people = seen.current.get(event.id) ?? new Map()
    if (event.v === 0) people.delete(event.by.id)
    else people.set(event.by.id, { ...event.by, until: Date.now() + staleMilliseconds })
    seen.current.set(event.id, people)
    show()
  })
  useEffect(() => {
    const timer = setInterval(() => seen.current.size > 0 && show(), beatMilliseconds / 2)
    return () => clearInterval(timer)
  }, [show])
}
