import { z } from 'zod'
import { lineStates } from '@/lib/hours/rules/approval'
import { runSteps } from './rules/run'
import { creditOutcomes } from './rules/status'

const id = z.uuid()
const version = z.number().int().positive()
const text = (longest: number) => z.string().trim().max(longest)
/** Decimal text with at most so many digits before and after the point. */
const decimal = (whole: number, decimals: number) =>
  z.string().regex(new RegExp(`^-?\\d{1,${whole}}(\\.\\d{1,${decimals}})?$`), 'common.not_a_number')
const percentage = decimal(3, 2).refine((value) => Number(value) >= 0 && Number(value) <= 100, 'common.too_big')

export const orderIdInput = z.strictObject({ orderId: id })
/** Projects with the last day that is billed of each: a period of one or of many at once. */
export const projectsInput = z.strictObject({
  projects: z
    .array(z.strictObject({ projectId: id, upTo: z.iso.date() }))
    .min(1)
    .max(100),
})
export type ProjectsInput = z.output<typeof projectsInput>

/** Contracts of which what is due is billed. */
export const contractsInput = z.strictObject({ contractIds: z.array(id).min(1).max(100) })
export type ContractsInput = z.output<typeof contractsInput>

/** Somebody's lines on a project in one state, up to a day, and why they are billed although nobody agreed. */
export const anywayInput = z.strictObject({
  projectId: id,
  memberId: id,
  state: z.enum(lineStates),
  upTo: z.iso.date(),
  reason: z.string().trim().min(3).max(500),
})
export type AnywayInput = z.output<typeof anywayInput>

/** Of an order, a project or a contract; empty only to take back what stands there. */
export const poNumberInput = z
  .strictObject({
    orderId: id.nullable(),
    projectId: id.nullable(),
    contractId: id.optional(),
    poNumber: text(60),
    seen: text(80),
  })
  .refine(
    ({ orderId, projectId, contractId = null }) =>
      [orderId, projectId, contractId].filter((one) => one !== null).length === 1,
    'common.invalid',
  )
  .refine(({ poNumber, seen }) => poNumber !== '' || seen !== '', { message: 'common.required', path: ['poNumber'] })
export type PoNumberInput = z.output<typeof poNumberInput>

export const invoiceIdInput = z.strictObject({ id })
export const invoiceVersionInput = z.strictObject({ id, version })

/** As many as a project has that is billed line by line at its end: what a run makes must be savable and creditable by hand. */
const mostLines = 5000

const lineInput = z.strictObject({
  id,
  description: text(2000).min(1),
  unit: text(20),
  quantity: decimal(9, 3),
  unitPrice: decimal(9, 4),
  discountPercent: percentage,
  vatCode: z.string().regex(/^[A-Z0-9]{1,5}$/),
})

/** The whole concept as it stands on the screen: lines that are missing were removed, unknown ones are new. */
export const conceptInput = z.strictObject({
  id,
  version,
  poNumber: text(80),
  issuedOn: z.iso.date().nullable(),
  suppliedOn: z.iso.date().nullable(),
  paymentTermDays: z.number().int().min(0).max(180),
  notes: text(4000),
  closing: text(4000).optional(),
  withTimesheet: z.boolean().optional(),
  locale: z.enum(['nl', 'fr', 'en', 'de']),
  lines: z.array(lineInput).max(mostLines),
})
export type ConceptInput = z.output<typeof conceptInput>

/** Takes one order off a collected concept onto a concept of its own (new) or another of the same customer. */
export const moveOrderInput = z.strictObject({ id, orderId: id, toId: id.nullable() })

export const moveProjectInput = z.strictObject({ id, projectId: id, toId: id.nullable() })

export const attachInput = z.strictObject({ id, fileId: id, title: text(200), attached: z.boolean() })

export const creditInput = z.strictObject({
  /** Id of the credit note, made at the tap. */
  id,
  invoiceId: id,
  lineIds: z.array(id).min(1).max(mostLines),
  outcome: z.enum(creditOutcomes),
  reason: text(500).min(3),
})
export type CreditInput = z.output<typeof creditInput>

export const seriesInput = z.strictObject({
  id,
  version,
  prefix: z
    .string()
    .trim()
    .regex(/^[A-Z0-9/.-]{1,8}$/i, 'invoices.prefix_form'),
  startNumber: z.number().int().min(1).max(9_000_000),
  digits: z.number().int().min(1).max(7),
})
export type SeriesInput = z.output<typeof seriesInput>

/** What a run makes concepts of, and the concepts that go along as they are. Its id is made at the tap. */
export const startRunInput = z.strictObject({
  id,
  upTo: z.iso.date(),
  projects: z.array(z.strictObject({ projectId: id, key: z.string().min(1).max(200), upTo: z.iso.date() })).max(2000),
  orderIds: z.array(id).max(2000),
  contracts: z
    .array(z.strictObject({ contractId: id, upTo: z.iso.date() }))
    .max(2000)
    .optional(),
  invoiceIds: z.array(id).max(2000),
})
export type StartRunInput = z.output<typeof startRunInput>

export const stepRunInput = z.strictObject({ id, step: z.enum(runSteps) })
export type StepRunInput = z.output<typeof stepRunInput>
