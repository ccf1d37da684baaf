export const hourTypes = ['work', 'travel', 'break', 'waiting', 'training'] as const
export type HourType = (typeof hourTypes)[number]

export const expenseKinds = ['parking', 'toll', 'meal', 'material', 'other'] as const
export type ExpenseKind = (typeof expenseKinds)[number]
