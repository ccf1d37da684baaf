export const visitStatuses = ['planned', 'travelling', 'working', 'paused', 'completed', 'partly_completed', 'no_access', 'cancelled'] as const
export type VisitStatus = (typeof visitStatuses)[number]

export const leaveKinds = ['holiday', 'sick', 'training', 'other'] as const
export type LeaveKind = (typeof leaveKinds)[number]
