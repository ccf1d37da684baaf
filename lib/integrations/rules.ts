export const handoverTargets = ['mail', 'folder'] as const
export type HandoverTarget = (typeof handoverTargets)[number]

export const handoverStatuses = ['queued', 'delivered', 'failed'] as const
export type HandoverStatus = (typeof handoverStatuses)[number]
