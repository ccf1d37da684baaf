export const fileSources = ['request', 'office', 'field', 'system', 'signature', 'logo'] as const
export type FileSource = (typeof fileSources)[number]
