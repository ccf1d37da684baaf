import { z } from 'zod'
import { fileInput } from '@/lib/execution/input'
import { uploadLimits } from '@/lib/files/rules'
import { keptChoices, limits } from './rules'

/** As the keys of taps are: what is done once under it is found again. */
const id = z.uuidv7().lowercase()
const instant = z.iso.datetime({ offset: true })
const count = z.number().int().min(0).max(100_000)

/** The app on a phone, and what it still holds beside what it sends now. */
export const deviceInput = z.strictObject({
  id: z.uuid(),
  name: z.string().trim().max(100).default(''),
  unsent: z
    .strictObject({ operations: count, files: count, oldestAt: instant.nullable() })
    .default({ operations: 0, files: 0, oldestAt: null }),
})
export type Device = z.output<typeof deviceInput>

/** One thing that was done on the phone. What `input` must be stands with its name (mutations/operations). */
export const operationInput = z.strictObject({
  id,
  seq: z.number().int().positive().max(2_000_000_000),
  visitId: z.uuid().nullable(),
  name: z.string().min(1).max(60),
  input: z.unknown(),
  /** The phone's wall clock at the tap, and ours minus it as last measured. */
  at: instant,
  offsetMs: z.number().int().min(-40_000_000_000_000).max(40_000_000_000_000),
  /** The last number of which the phone showed what became of it when this was begun; a phone that does not say saw nothing. */
  seenSeq: z.number().int().min(0).max(2_000_000_000).default(0),
})
export type Operation = z.output<typeof operationInput>

/** An operation together with the phone it comes from: what is done once under the operation's id. */
export const sentOperationInput = operationInput.extend({ deviceId: z.uuid() })

export const batchInput = z.strictObject({
  device: deviceInput,
  operations: z.array(operationInput).max(limits.operations),
})

export const declareInput = fileInput.extend({
  deviceId: z.uuid(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  sizeBytes: z.number().int().min(1).max(uploadLimits.bytes),
  name: z.string().max(200).default(''),
})
export type DeclareFile = z.output<typeof declareInput>

export const deviceIdInput = z.strictObject({ id: z.uuid() })

/** What was refused, given to the office as it was recorded. */
export const handOverInput = z.strictObject({
  id,
  visitId: z.uuid(),
  name: z.string().min(1).max(60),
  input: z.unknown(),
  code: z.string().max(100),
})
export type HandOver = z.output<typeof handOverInput>

/** A part of what an office member brings in from a phone that could not send it: whose, and what it says it holds. */
export const importInput = batchInput.extend({ memberId: z.uuid() })

export const decideInput = z.strictObject({ id: z.uuid(), choice: z.enum(keptChoices) })
export type DecideKept = z.output<typeof decideInput>
