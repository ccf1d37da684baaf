import { createHash } from 'node:crypto'
import type { Operation, PhoneFile } from '@/components/field/phone/db'
import type { PhoneList } from '@/components/field/phone/list'
import { isUnseen, seenUpTo } from '@/components/field/phone/seen'
import { newId } from '@/lib/ids'
import type { OperationName } from '@/lib/sync/mutations/operations'
import { Temporal } from '@/lib/time'

/** A phone's list without a browser: what it keeps is all that survives when it is killed. */
export function listInMemory(name = 'Telefoon') {
  const device = { id: newId(), name }
  const operations = new Map<string, Operation>()
  const files = new Map<string, PhoneFile>()
  const bytes = new Map<string, Uint8Array>()
  let seq = 0
  let told: string | undefined
  function record(name: OperationName, visitId: string | null, input: unknown): Operation {
    const unseen = [...operations.values()].sort((one, other) => one.seq - other.seq).find(isUnseen)
    const operation: Operation = {
      ...{
        seenSeq: seenUpTo(unseen, seq),
        id: newId(),
        seq: ++seq,
        visitId,
        name,
        input,
        at: Temporal.Now.instant().toString(),
      },
      ...{ offsetMs: 0, state: 'waiting', isCarried: false, refusal: null, reason: null },
    }
    operations.set(operation.id, operation)
    return operation
  }
  function keep(visitId: string, content: Uint8Array, kind: PhoneFile['kind'] = 'photo'): PhoneFile {
    const sha256 = createHash('sha256').update(content).digest('hex')
    const file: PhoneFile = {
      ...{ id: newId(), visitId, kind, fieldId: '', takenAt: null, name: 'foto.jpg', type: 'image/jpeg', sha256 },
      ...{ sizeBytes: content.length, sentBytes: 0, state: 'waiting', refusal: null, sentAt: null },
      keptAt: Temporal.Now.instant().toString(),
    }
    files.set(file.id, file)
    bytes.set(file.id, new Uint8Array(content))
    return file
  }
  const list: PhoneList = {
    device: async () => device,
    operations: async () => [...operations.values()],
    settle: async (decide) => {
      const changed = decide([...operations.values()])
      const isNumbered = changed.some((one) => operations.get(one.id)?.seq !== one.seq)
      for (const one of changed) operations.set(one.id, one)
      const waiting = [...operations.values()].filter(({ state }) => state === 'waiting')
      if (isNumbered) seq = Math.max(...waiting.map((one) => one.seq))
    },
    files: async () => [...files.values()],
    bytes: async (id, from, to) => bytes.get(id)?.slice(from, to).buffer as ArrayBuffer | null,
    changeFile: async (id, values) => {
      const file = files.get(id)
      if (file) files.set(id, { ...file, ...values })
      return file !== undefined
    },
    takeBack: async ({ id, visitId }) => {
      record('execution.removeFile', visitId, { id })
    },
    told: async () => told,
    tell: async (now) => {
      told = now
    },
  }
  return { device, list, operations, files, bytes, record, keep }
}
