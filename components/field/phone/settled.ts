import type { Operation, PhoneFile } from './db'

type Visit = { id: string; documents: readonly { fileId: string }[] }

type Situation = {
  /** The list as it was when the pull was asked: only what the server had answered for by then can show in it. */
  asked: { operations: readonly Operation[]; files: readonly PhoneFile[] }
  operations: readonly Operation[]
  files: readonly PhoneFile[]
  /** What is carried after the pull, those that left it included. */
  visits: readonly Visit[]
  left: readonly string[]
  now: number
}

/** A file that the server has and nobody shows, as one the office took away: its bytes stay so long. */
const daysAfterSent = 14

/**
 * What a pull that was stored lets the phone forget: `operations`, `files` and `visits` by id. `carried` are operations that
 * stay to be read, and no longer change what is shown; `leaving` visits that stay until all of them is sent.
 */
export function settledBy({ asked, operations, files, visits, left, now }: Situation) {
  const answered = new Set(asked.operations.filter(({ state }) => state !== 'waiting').map(({ id }) => id))
  const arrived = new Set(asked.files.filter(({ state }) => state === 'sent').map(({ id }) => id))
  const gone = operations.filter(({ id, state }) => state === 'answered' && answered.has(id))
  const carried = operations
    .filter(({ id, state, isCarried }) => state === 'merged' && !isCarried && answered.has(id))
    .map((operation) => ({ ...operation, isCarried: true }))
  const unsent = new Set<string | null>([
    ...operations.filter((one) => !gone.includes(one) && isHeld(one)).map(({ visitId }) => visitId),
    ...files.filter(({ id, state }) => state !== 'sent' || !arrived.has(id)).map(({ visitId }) => visitId),
  ])
  const shown = new Set(visits.flatMap(({ documents }) => documents.map(({ fileId }) => fileId)))
  const here = new Set(visits.map(({ id }) => id).filter((id) => !left.includes(id)))
  const isSeen = ({ id, kind, visitId, sentAt }: PhoneFile) =>
    shown.has(id) ||
    !here.has(visitId) ||
    kind === 'receipt' ||
    kind === 'signature' ||
    now - Date.parse(sentAt ?? '') > daysAfterSent * 86_400_000
  return {
    operations: gone.map(({ id }) => id),
    carried,
    files: files.filter((file) => file.state === 'sent' && arrived.has(file.id) && isSeen(file)).map(({ id }) => id),
    visits: left.filter((id) => !unsent.has(id)),
    leaving: left.filter((id) => unsent.has(id)),
  }
}

/** Whether it is only here, or not yet seen by who did it. */
function isHeld({ state }: Operation): boolean {
  return state === 'waiting' || state === 'answered' || state === 'refused'
}
