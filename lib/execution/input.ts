import { z } from 'zod'
import { countKinds, fieldStepNames, fileKinds, outcomes, signerKinds } from './rules'
import { maxPositionDays, roundedDegrees, roundedMetres } from './rules/position'

const id = z.uuid()
const instant = z.iso.datetime({ offset: true })
const version = z.number().int().positive()
const words = (max: number) => z.string().trim().max(max)
const quantityText = z
  .string()
  .regex(/^\d{1,6}(\.\d{1,3})?$/)
  .refine((value) => Number(value) > 0, 'common.too_small')

/** `id` is made at the tap, `at` is the phone's time. */
export const stepInput = z.strictObject({ id, visitId: id, step: z.enum(fieldStepNames), at: instant })
export type TakeStep = z.output<typeof stepInput>

/** `endAt`: when it really ended, as it was typed; `at`: when that was told. */
export const stopInput = z.strictObject({
  id,
  visitId: id,
  at: instant,
  endAt: instant,
  reason: words(500).min(1, 'hours.reason'),
})
export type TellStop = z.output<typeof stopInput>

/** Where the phone was at a tap. `id` is made up for it alone, `eventId` is the tap's, `at` is when it was measured. */
export const positionInput = z.strictObject({
  id,
  visitId: id,
  eventId: id,
  at: instant,
  latitude: z.number().min(-90).max(90).transform(roundedDegrees),
  longitude: z.number().min(-180).max(180).transform(roundedDegrees),
  accuracyM: z.number().min(0).max(10_000_000).transform(roundedMetres),
})
export type SavePosition = z.output<typeof positionInput>

/** Days that positions are kept, 0 to keep none. */
export const positionSettingsInput = z.strictObject({
  positionDays: z.number().int().min(0).max(maxPositionDays),
  version,
})
export type PositionSettings = z.output<typeof positionSettingsInput>

/** Where the list of the own positions goes on: after this one. */
export const positionsQuery = z.object({
  after: z.uuid().optional().catch(undefined),
})

export const answerInput = z.strictObject({
  id,
  visitId: id,
  fieldId: z.string().min(1).max(100),
  value: z.union([words(4000), z.array(id).max(10), z.null()]),
  at: instant,
  /** The version of the answer it replaces; without it, nobody had answered as far as the phone knew. */
  version: version.optional(),
})
export type SaveAnswer = z.output<typeof answerInput>

export const materialInput = z.strictObject({
  id,
  visitId: id,
  productId: id.nullish(),
  description: words(300),
  unit: words(20).optional(),
  quantity: quantityText,
  kind: z.enum(['material', 'labour', 'text']),
  billing: z.enum(['included', 'extra']),
  /** The version it changes; without it, it is new. */
  version: version.optional(),
})
export type SaveMaterial = z.output<typeof materialInput>

const sizeText = z.string().regex(/^\d{1,6}(\.\d{1,3})?$/)

export const countInput = z.strictObject({
  id,
  visitId: id,
  kind: z.enum(countKinds),
  description: words(300).default(''),
  count: sizeText,
  weightKg: sizeText.nullable().default(null),
  remark: words(1000).default(''),
  /** The version it changes; without it, it is new. */
  version: version.optional(),
})
export type SaveCount = z.output<typeof countInput>

export const rowIdInput = z.strictObject({ id })

export const followUpInput = z.strictObject({ orderId: id })

/** `id` is the order's, made at the tap. */
export const newOrderInput = z.strictObject({
  id,
  visitId: id,
  title: words(200).min(1),
  description: words(5000).default(''),
  isUrgent: z.boolean().default(false),
})
export type NewOrder = z.output<typeof newOrderInput>

/** A row and the version of it that was seen. */
export const rowVersionInput = z.strictObject({ id, version })

export const noteInput = z.strictObject({
  id,
  visitId: id,
  body: words(2000).min(1),
  forCustomer: z.boolean(),
})
export type SaveNote = z.output<typeof noteInput>

/** What goes along with a file from the phone; the file's id is made on the phone. */
export const fileInput = z.strictObject({
  id,
  visitId: id,
  kind: z.enum(fileKinds),
  fieldId: z.string().max(100).default(''),
  takenAt: instant.nullish(),
})
export type FieldFile = z.output<typeof fileInput>

const signatureInput = z
  .strictObject({
    id,
    signer: z.enum(signerKinds),
    name: words(120),
    absentReason: words(500).default(''),
    fileId: id.nullish(),
    signedAt: instant,
  })
  .superRefine((signature, context) => {
    const isAbsent = signature.signer === 'absent'
    if (isAbsent && !signature.absentReason)
      context.addIssue({ code: 'custom', message: 'execution.absent_reason', path: ['absentReason'] })
    if (!isAbsent && !signature.name)
      context.addIssue({ code: 'custom', message: 'execution.signer_name', path: ['name'] })
    if (!isAbsent && !signature.fileId)
      context.addIssue({ code: 'custom', message: 'execution.not_signed', path: ['fileId'] })
  })
export type SignatureInput = z.output<typeof signatureInput>

export const closeInput = z.strictObject({
  visitId: id,
  /** Id of the tap that closes. */
  eventId: id,
  at: instant,
  outcome: z.enum(outcomes),
  remainingWork: words(2000).default(''),
  noAccessReason: words(500).default(''),
  signatures: z.array(signatureInput).max(2).default([]),
  /** Every file the phone made for this visit: closing waits until all of them arrived. */
  fileIds: z.array(id).max(200).default([]),
})
export type CloseVisit = z.output<typeof closeInput>
