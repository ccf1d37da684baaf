export const formKinds = ['intake', 'checklist'] as const
export type FormKind = (typeof formKinds)[number]

/** What a visit needs before it may close: the customer's signature or why not, the technician's, or none. */
export const signatureRules = ['customer_or_reason', 'technician', 'none'] as const
export type SignatureRule = (typeof signatureRules)[number]

export const fieldTypes = ['text', 'long_text', 'choice', 'number', 'date', 'yes_no', 'yes_no_na', 'photo', 'measurement', 'signature'] as const
export type FieldType = (typeof fieldTypes)[number]

/** One question of an intake form or checklist. Labels by language; nl is always there. */
export type FormField = {
  id: string
  type: FieldType
  label: Record<string, string>
  help?: Record<string, string>
  required: boolean
  choices?: { id: string; label: Record<string, string> }[]
  /** For numbers and measurements. A value outside the limits is allowed but marked. */
  unit?: string
  minimum?: number
  maximum?: number
  /** Shown only if another field has this answer. A hidden question is never required. */
  showIf?: { fieldId: string; equals: string }
}

/** text, choice id, decimal as string, ISO date, 'yes' | 'no' | 'na'; photos and signatures: ids of files. */
export type AnswerValue = string | string[] | null
export type Answers = Record<string, AnswerValue>
