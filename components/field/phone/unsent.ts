import type { SyncState } from '@/components/ui/field-shell'
import type { Operation, PhoneFile } from './db'
import type { Trouble } from './wire'

/** What of one visit, or of none, is on the phone. */
export type UnsentOfVisit = {
  visitId: string | null
  /** Steps that wait, and files: how many are with the server of how many that are listed here. */
  waiting: Operation[]
  files: { sent: number; total: number }
  /** What is under way, what was refused, and what was kept beside what stands. */
  refusedFiles: PhoneFile[]
  refused: Operation[]
  kept: Operation[]
}

export type Unsent = {
  visits: UnsentOfVisit[]
  operations: number
  files: { sent: number; total: number }
  refused: number
  kept: number
  oldestAt: string | null
}

/** What is only on this phone or wants a look, per visit in the order in which it began, and in total. */
export function unsentOf(operations: readonly Operation[], files: readonly PhoneFile[]): Unsent {
  const shown = operations.filter(({ state }) => state !== 'answered')
  const ids = [...new Set([...shown, ...files].map(({ visitId }) => visitId))]
  const visits = ids.map((visitId): UnsentOfVisit => {
    const mine = shown.filter((one) => one.visitId === visitId).sort((one, other) => one.seq - other.seq)
    const own = files.filter((one) => one.visitId === visitId)
    const of = (state: Operation['state']) => mine.filter((one) => one.state === state)
    return {
      ...{ visitId, waiting: of('waiting'), refused: of('refused'), kept: of('merged') },
      files: countOf(own),
      refusedFiles: own.filter(({ state }) => state === 'refused'),
    }
  })
  const left = shown.filter(({ state }) => state !== 'merged')
  const times = [
    ...left.map(({ at }) => at),
    ...files.filter(({ state }) => state !== 'sent').map(({ keptAt }) => keptAt),
  ].sort()
  const sum = (count: (visit: UnsentOfVisit) => number) => visits.reduce((total, visit) => total + count(visit), 0)
  return {
    visits: visits.filter((visit) => isLeft(visit)),
    operations: sum(({ waiting }) => waiting.length),
    files: countOf(files),
    refused: sum(({ refused, refusedFiles }) => refused.length + refusedFiles.length),
    kept: sum(({ kept }) => kept.length),
    oldestAt: times[0] ?? null,
  }
}

/** What the badge at the top says. */
export function syncOf({ operations, files, refused, kept }: Unsent, trouble: Trouble | null): SyncState {
  const left = operations + files.total - files.sent
  if (refused + kept > 0) return { status: 'refused', waiting: refused + kept }
  if (trouble === 'offline') return { status: 'offline', waiting: left }
  if (left === 0) return { status: 'sent' }
  return { status: trouble ? 'waiting' : 'sending', waiting: left }
}

function countOf(files: readonly PhoneFile[]) {
  return { sent: files.filter(({ state }) => state === 'sent').length, total: files.length }
}

function isLeft({ waiting, files, refused, kept }: UnsentOfVisit): boolean {
  return waiting.length + refused.length + kept.length + (files.total - files.sent) > 0
}
