import { z } from 'zod'
import { approvalWishes } from '@/lib/customers/rules'
import { arrivalRules, billingRules, fieldTypes, formKinds, formLimits, signatureRules } from './rules'
import { formulaLimits } from './rules/formula'
import { formProblems } from './rules/problems'

/** Words by language. Dutch may be empty here: formProblems() tells which ones must be there. */
const words = (longest: number) =>
  z.object({
    nl: z.string().trim().max(longest).default(''),
    fr: z.string().trim().max(longest).default(''),
    en: z.string().trim().max(longest).default(''),
  })
const key = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/)
const limit = z.number().min(-1e9).max(1e9)

const field = z
  .object({
    id: key,
    type: z.enum(fieldTypes),
    label: words(formLimits.label),
    help: words(formLimits.help).optional(),
    required: z.boolean(),
    choices: z
      .array(z.object({ id: key, label: words(formLimits.label) }))
      .max(formLimits.choices)
      .optional(),
    unit: z.string().trim().max(20).optional(),
    minimum: limit.optional(),
    maximum: limit.optional(),
    formula: z.string().trim().max(formulaLimits.length).optional(),
    repeats: z.boolean().optional(),
    drawing: z.boolean().optional(),
    failIf: z.array(key).max(formLimits.choices).optional(),
    showIf: z.object({ fieldId: key, equals: key }).optional(),
  })
  .strict()

export const formInput = z
  .object({
    orderTypeId: z.uuid(),
    kind: z.enum(formKinds),
    fields: z.array(field).max(formLimits.fields, 'forms.too_many_fields'),
    /** Number of the template that was on the screen; 0 when there was none. */
    version: z.number().int().min(0),
  })
  .superRefine((form, context) => {
    for (const [path, code] of Object.entries(formProblems(form.kind, form.fields)))
      context.addIssue({ code: 'custom', path: path.split('.'), message: code })
  })
export type FormInput = z.output<typeof formInput>

const settings = {
  name: z.string().trim().min(1).max(80),
  names: z
    .object({
      nl: z.string().trim().max(80).default(''),
      fr: z.string().trim().max(80).default(''),
      en: z.string().trim().max(80).default(''),
    })
    .prefault({}),
  icon: z.string().regex(/^[a-z0-9-]{1,40}$/),
  durationMinutes: z
    .number()
    .int()
    .min(5)
    .max(60 * 24 * 5),
  skills: z
    .array(z.string().trim().min(1).max(40))
    .max(30)
    .transform((given) => [...new Set(given.map((skill) => skill.toLowerCase()))])
    .default([]),
  arrival: z.enum(arrivalRules).default('company'),
  arrivalWindowMinutes: z.number().int().min(15).max(480).default(60),
  signatureRule: z.enum(signatureRules),
  tellCustomer: z.boolean(),
  requestable: z.boolean(),
  approval: z.enum(approvalWishes).default('default'),
  billing: z.enum(billingRules),
  fixedPrice: z
    .string()
    .regex(/^\d{1,9}(\.\d{1,2})?$/)
    .nullable(),
}
const fixedHasPrice = (type: { billing: string; fixedPrice: string | null }) =>
  type.billing !== 'fixed' || type.fixedPrice !== null
const noPrice = { path: ['fixedPrice'], message: 'common.required' }

export const orderTypeInput = z.object({ id: z.uuid(), ...settings }).refine(fixedHasPrice, noPrice)
export type OrderTypeInput = z.output<typeof orderTypeInput>

export const editOrderTypeInput = z
  .object({ id: z.uuid(), version: z.number().int(), ...settings })
  .refine(fixedHasPrice, noPrice)
export type EditOrderTypeInput = z.output<typeof editOrderTypeInput>

export const archiveOrderTypeInput = z.object({ id: z.uuid(), archived: z.boolean() })

export const sortOrderTypesInput = z.object({ ids: z.array(z.uuid()).min(1).max(200) })
