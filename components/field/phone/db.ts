'use client'
import Dexie, { type EntityTable } from 'dexie'
import type { RefusedReply } from '@/lib/reply'
import type { ListOperationName, OperationName } from '@/lib/sync/mutations/operations'
import type { CarriedVisit } from '@/lib/sync/queries/carried'
import type { KeptReason } from '@/lib/sync/rules'

/**
 * One thing done on this phone. It is in the list from the tap on, durable before the screen says so, and leaves it only when
 * the server has answered for it and what was carried since shows it (docs/sync.md).
 */
export type Operation = {
  /** UUIDv7, made at the tap. */
  id: string
  /** 1, 2, 3 … per device, without gaps. */
  seq: number
  visitId: string | null
  name: OperationName | ListOperationName
  input: unknown
  /** The phone's wall clock at the tap, and how far the server's was ahead of it when last measured. */
  at: string
  offsetMs: number
  /** The last number of which the screen showed, when this was begun, what had become of it. */
  seenSeq: number
  /** `answered`: the server has it, and what is carried does not show it yet. */
  state: 'waiting' | 'answered' | 'merged' | 'refused'
  /** Whether what is carried shows it by now: a merged one only stays to be read. */
  isCarried: boolean
  refusal: RefusedReply | null
  reason: KeptReason | null
}

/** A photo, receipt or signature, until the server has all of its bytes and what is carried shows it. */
export type PhoneFile = {
  /** UUIDv7, made at the capture. */
  id: string
  visitId: string
  kind: 'photo' | 'photo_before' | 'photo_after' | 'answer' | 'receipt' | 'signature'
  fieldId: string
  takenAt: string | null
  name: string
  type: string
  sha256: string
  sizeBytes: number
  /** How many bytes the server has. */
  sentBytes: number
  state: 'waiting' | 'sent' | 'refused'
  refusal: RefusedReply | null
  /** When it was kept, and when the server had all of it. */
  keptAt: string
  sentAt: string | null
}

/** Bytes of a file, apart from what is said of it: the list is read often. Never a Blob, which a browser may lose. */
type FileBytes = { id: string; bytes: ArrayBuffer }
type Secret = { nonce: Uint8Array<ArrayBuffer>; content: ArrayBuffer }
/** An operation, file or draft of a member who signed out here: only who signs in as them can open it. */
export type Sealed = { id: string; kind: 'operation' | 'file' | 'draft'; facts: Secret; bytes: Secret | null }
type Meta = { key: string; value: unknown }
type Draft = { key: string; text: string }

/** What one member has on this phone. Every member has a database of their own, so that nobody sees another's. */
export class PhoneDatabase extends Dexie {
  declare operations: EntityTable<Operation, 'id'>
  declare files: EntityTable<PhoneFile, 'id'>
  declare bytes: EntityTable<FileBytes, 'id'>
  declare visits: EntityTable<CarriedVisit, 'id'>
  declare drafts: EntityTable<Draft, 'key'>
  declare meta: EntityTable<Meta, 'key'>
  declare sealed: EntityTable<Sealed, 'id'>

  static nameFor(memberId: string): string {
    return `werkstroom-${memberId}`
  }

  constructor(readonly memberId: string) {
    // Strict: a tap is on the disk before the screen says so, also when the battery dies the next moment.
    super(PhoneDatabase.nameFor(memberId), { chromeTransactionDurability: 'strict' })
    this.version(1).stores({
      operations: 'id, seq, visitId, state',
      files: 'id, visitId, state',
      bytes: 'id',
      visits: 'id',
      drafts: 'key',
      meta: 'key',
      sealed: 'id',
    })
  }
}
