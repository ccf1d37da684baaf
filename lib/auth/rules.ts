export const memberRoles = ['planner', 'technician', 'administration', 'admin'] as const
export type Role = (typeof memberRoles)[number]

export const linkPurposes = [
  'invitation',
  'password_reset',
  'request_confirmation',
  'request_status',
  'appointment',
] as const
export type LinkPurpose = (typeof linkPurposes)[number]

export const countries = ['BE', 'NL'] as const
export type Country = (typeof countries)[number]

/** What a company sets under Settings. Absent keys have the default. */
export type OrganizationSettings = {
  /** Prefix of invoice numbers by kind; the year follows it. */
  invoicePrefix: string
  creditPrefix: string
  paymentTermDays: number
  /** Working day on the planboard, local time. */
  dayStart: string
  dayEnd: string
  /** Days before the due date at which the customer hears of maintenance, and the words of that mail by language. */
  maintenanceReminderDays: number
  maintenanceReminderText: Record<string, string>
  /** Where the bookkeeper's copy goes. */
  handoverEmail: string
  handoverFolder: boolean
  /** Hourly price of labour and the price per visit for travel: the product that stands for them. */
  labourProductId: string | null
  travelProductId: string | null
  /** Text at the bottom of each invoice, by language. */
  invoiceFooter: Record<string, string>
  /** How precise the customer is told: the exact time, or a window around it. */
  arrivalWindowMinutes: number
}

export const settingsDefaults: OrganizationSettings = {
  invoicePrefix: 'F',
  creditPrefix: 'C',
  paymentTermDays: 30,
  dayStart: '07:00',
  dayEnd: '18:00',
  maintenanceReminderDays: 30,
  maintenanceReminderText: {},
  handoverEmail: '',
  handoverFolder: false,
  labourProductId: null,
  travelProductId: null,
  invoiceFooter: {},
  arrivalWindowMinutes: 60,
}

/** Settings with every key present. */
export function settingsOf(stored: Partial<OrganizationSettings>): OrganizationSettings {
  return { ...settingsDefaults, ...stored }
}

/** Attempts that may go wrong in a quarter of an hour, by account and by address. */
export const signInLimits = { seconds: 900, perAccount: 10, perAddress: 60 } as const

/** How long one sign-in lasts: a working day at a desk, a month on the own phone of somebody who is only a technician. */
export const sessionHours = { office: 12, field: 30 * 24 } as const

/** Works on the phone only: /field is home, and the office is closed. */
export function isPureTechnician(roles: readonly Role[]): boolean {
  return roles.length === 1 && roles[0] === 'technician'
}
