export const visitEventKinds = ['travel', 'arrive', 'pause', 'resume', 'complete', 'partly_complete', 'no_access'] as const
export type VisitEventKind = (typeof visitEventKinds)[number]

export const signerKinds = ['customer', 'technician', 'absent'] as const
export type SignerKind = (typeof signerKinds)[number]
