import type { HourType } from '@/lib/hours/rules'
import type { LineBilling } from '@/lib/orders/rules'

export const visitEventKinds = [
  'travel',
  'arrive',
  'pause',
  'resume',
  'complete',
  'partly_complete',
  'no_access',
] as const
export type VisitEventKind = (typeof visitEventKinds)[number]

export const signerKinds = ['customer', 'technician', 'absent'] as const
export type SignerKind = (typeof signerKinds)[number]

export const outcomes = ['completed', 'partly_completed', 'no_access'] as const
export type Outcome = (typeof outcomes)[number]

/** What a work report was drawn from, frozen with it: everything printed, so that it prints the same in ten years. */
export type WorkReportContent = {
  layout: 1
  locale: string
  timeZone: string
  orderNumber: string
  orderTitle: string
  outcome: Outcome
  remainingWork: string
  noAccessReason: string
  closedAt: string
  organization: {
    name: string
    lines: string[]
    footer: string
    colour: string
    logoFileId: string | null
  }
  customer: string[]
  site: string[]
  asset: string[]
  /** Names, the leader first. */
  team: string[]
  hours: { member: string; hourType: HourType; startAt: string; endAt: string; minutes: number; isEdited: boolean }[]
  answers: {
    label: string
    kind: 'text' | 'yes_no' | 'files'
    /** Printed as it stands; for yes_no: yes, no or na. */
    text: string
    limits: string
    isOutside: boolean
    fileIds: string[]
  }[]
  photos: { fileId: string; kind: 'photo_before' | 'photo_after' | 'photo'; takenAt: string | null }[]
  materials: {
    description: string
    quantity: string
    unit: string
    kind: 'material' | 'labour' | 'text'
    billing: LineBilling
  }[]
  notes: string[]
  signatures: { signer: SignerKind; name: string; absentReason: string; fileId: string | null; signedAt: string }[]
}

/** What the worker gets: the content, and the pictures it names as JPEG or PNG bytes. */
export type WorkReportDrawing = { content: WorkReportContent; images: Record<string, Uint8Array> }
