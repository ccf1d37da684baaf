'use client'
import { CalendarPlus, CalendarSync, CalendarX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { DateText } from '@/components/ui/date-text'
import type { DayRow } from '@/lib/field/view/data'

type Seen = Record<string, { startAt: string | null; customer: string }>
type Change = { id: string; kind: 'new' | 'moved' | 'gone'; customer: string; startAt: string | null }

const storageKey = 'field:seen-visits'
const icons: Record<Change['kind'], ReactNode> = {
  new: <CalendarPlus />,
  moved: <CalendarSync />,
  gone: <CalendarX />,
}

/** What the office changed in this technician's days since the phone last looked: new, moved, taken away. */
export function Changes({ visits }: { visits: DayRow[] }) {
  const t = useTranslations('field.changes')
  const [seen, setSeen] = useState<Seen | null>(null)
  useEffect(() => {
    const kept = readSeen()
    // A phone that never looked has nothing to compare with.
    if (kept) setSeen(kept)
    else look(visits)
  }, [visits])
  const changes = seen ? changesSince(seen, visits) : []
  if (changes.length === 0) return null
  return (
    <section
      role="status"
      className="flex flex-col gap-2 rounded-md border border-planned-line bg-planned-bg p-3 text-planned-fg"
    >
      <h2 className="font-medium">{t('title', { count: changes.length })}</h2>
      {changes.map(({ id, kind, customer, startAt }) => (
        <p key={id} className="flex items-start gap-2 [&_svg]:mt-0.5 [&_svg]:size-5 [&_svg]:shrink-0">
          {icons[kind]}
          <span>
            {t(kind, { customer })} {startAt && <DateText value={startAt} />}
          </span>
        </p>
      ))}
      <Button
        onPress={() => {
          look(visits)
          setSeen(readSeen())
        }}
      >
        {t('seen')}
      </Button>
    </section>
  )
}

function changesSince(seen: Seen, visits: DayRow[]): Change[] {
  const changes: Change[] = []
  const now = new Date().toISOString()
  for (const { id, customer, startAt } of visits) {
    const before = seen[id]
    if (!before) changes.push({ id, kind: 'new', customer, startAt })
    else if (Date.parse(before.startAt ?? '') !== Date.parse(startAt ?? '') && before.startAt !== startAt)
      changes.push({ id, kind: 'moved', customer, startAt })
  }
  for (const [id, before] of Object.entries(seen))
    if (before.startAt && before.startAt > now && !visits.some((visit) => visit.id === id))
      changes.push({ id, kind: 'gone', ...before })
  return changes
}

function readSeen(): Seen | null {
  try {
    return JSON.parse(localStorage.getItem(storageKey) ?? 'null') as Seen | null
  } catch {
    return null
  }
}

function look(visits: DayRow[]): void {
  const seen: Seen = Object.fromEntries(visits.map(({ id, startAt, customer }) => [id, { startAt, customer }]))
  localStorage.setItem(storageKey, JSON.stringify(seen))
}
