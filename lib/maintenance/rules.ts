export const intervalUnits = ['week', 'month', 'year'] as const
export type IntervalUnit = (typeof intervalUnits)[number]

export const occurrenceStatuses = ['due', 'planned', 'done', 'cancelled'] as const
export type OccurrenceStatus = (typeof occurrenceStatuses)[number]
