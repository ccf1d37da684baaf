export const liveKinds = [
  'request',
  'order',
  'visit',
  'leave',
  'question',
  'invoice',
  'mail',
  'maintenance',
  'member',
  'hours',
  'rate',
  'project',
  'hours',
  'approval',
  'invoice_run',
  'contract',
  'vehicle',
] as const
export type LiveKind = (typeof liveKinds)[number]

/** What travels to the browser; it then asks for what it shows. */
export type LiveEvent = { kind: LiveKind; id: string; v: number }

/** A page is drawn, and only then opens its stream: what happened in between is told once more. */
const gapMs = 10_000
const mostHeard = 500

/** What was told lately in each company, the company that was quiet longest first; `at` in milliseconds of any one clock. */
export type Heard = Map<string, { at: number; event: LiveEvent }[]>

/** Remembers an event: so many per company that a busy one takes nothing from another, and none of a quiet company. */
export function hear(heard: Heard, organizationId: string, event: LiveEvent, now: number): void {
  const told = heard.get(organizationId) ?? []
  told.push({ at: now, event })
  if (told.length > mostHeard) told.shift()
  heard.delete(organizationId)
  heard.set(organizationId, told)
  for (const [quiet, events] of heard) {
    if (isRecent(events.at(-1), now)) break
    heard.delete(quiet)
  }
}

/** What a stream that opens now has missed. */
export function heardLately(heard: Heard, organizationId: string, now: number): LiveEvent[] {
  return (heard.get(organizationId) ?? []).filter((one) => isRecent(one, now)).map(({ event }) => event)
}

function isRecent(told: { at: number } | undefined, now: number): boolean {
  return told !== undefined && now - told.at < gapMs
}
