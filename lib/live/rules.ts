export const liveKinds = [
  'request',
  'order',
  'visit',
  'leave',
  'question',
  'invoice',
  'mail',
  'maintenance',
  'member',
] as const
export type LiveKind = (typeof liveKinds)[number]

/** What travels to the browser; it then asks for what it shows. */
export type LiveEvent = { kind: LiveKind; id: string; v: number }
