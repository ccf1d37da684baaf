export const memberRoles = ['planner', 'technician', 'administration', 'admin'] as const
export type Role = (typeof memberRoles)[number]

/** Where a working day begins or ends. */
export const basePlaces = ['depot', 'home'] as const
export type BasePlace = (typeof basePlaces)[number]

export const linkPurposes = [
  'invitation',
  'password_reset',
  'request_confirmation',
  'request_status',
  'appointment',
  'approval',
  'agenda',
] as const
export type LinkPurpose = (typeof linkPurposes)[number]

export const countries = ['BE', 'NL'] as const
export type Country = (typeof countries)[number]

/**
 * Holidays that no law gives and many companies do, by country: of Belgium the feasts of its regions and communities, of the
 * Netherlands Good Friday and Liberation Day in each year. Their days stand in lib/hours/rules/holidays.
 */
export const extraHolidays = {
  BE: ['brussels_day', 'flemish_day', 'walloon_day', 'french_day', 'german_day'],
  NL: ['good_friday', 'liberation_day'],
} as const satisfies Record<Country, readonly string[]>
export type ExtraHoliday = (typeof extraHolidays)[Country][number]

/** What hours can switch to by themselves, the weightiest first: a holiday outweighs a Sunday, any day its evening. */
export const switchedMoments = ['holiday', 'sunday', 'saturday', 'evening'] as const
export type SwitchedMoment = (typeof switchedMoments)[number]

/** What a customer can do with an appointment by the link of the mail. */
export const appointmentDeeds = ['confirm', 'ask', 'pick', 'cancel', 'note'] as const
export type AppointmentDeed = (typeof appointmentDeeds)[number]

/** What a company sets under Settings. Absent keys have the default. */
export type OrganizationSettings = {
  /** Prefix of invoice numbers by kind; the year follows it. */
  invoicePrefix: string
  creditPrefix: string
  paymentTermDays: number
  /** Working day on the planboard, local time. */
  dayStart: string
  dayEnd: string
  /** The break of everybody who has none of their own, local time; both empty: none. */
  breakStart: string
  breakEnd: string
  /** Days off beside the public holidays of the country. */
  extraHolidays: ExtraHoliday[]
  /** Days before the due date at which the customer hears of maintenance, and the words of that mail by language. */
  maintenanceReminderDays: number
  maintenanceReminderText: Record<string, string>
  /** Where the bookkeeper's copy goes. */
  handoverEmail: string
  handoverFolder: boolean
  /** Decimal sign in the bookkeeper's CSV, and the sales account of lines whose product has none. */
  handoverDecimal: ',' | '.'
  salesLedger: string
  /** Hourly price of labour and the price per visit for travel: the product that stands for them. */
  labourProductId: string | null
  travelProductId: string | null
  /** Text at the bottom of each invoice, by language. */
  invoiceFooter: Record<string, string>
  /** How precise the customer is told: the exact time, or a window around it. */
  arrivalWindowMinutes: number
  /** The part of the day (morning, afternoon) instead. */
  arrivalByPart: boolean
  /** What customers may do with an appointment themselves; another time and cancelling up to so many hours before it. */
  appointmentDeeds: AppointmentDeed[]
  appointmentNoticeHours: number
  /** Whether customers approve hours unless they or the project say otherwise, and when they are offered. */
  approvalDefault: 'yes' | 'no'
  approvalTiming: 'on_submission' | 'after_internal'
  /** Days the customer can answer, and after how many a reminder goes by itself. */
  approvalLinkDays: number
  approvalReminderDays: number[]
  /** Price of a kilometre without VAT. */
  kilometreRate: string
  /** Minutes of a whole step up to which hours of a new project are billed. */
  roundingMinutes: number
  /** To how many minutes clocked hours are rounded (1: not), and which way. */
  clockStep: number
  clockWay: 'up' | 'nearest'
  /** Hours of these moments are a kind of their own by themselves; local times of the evening, which may last into the morning. */
  hourMoments: SwitchedMoment[]
  eveningFrom: string
  eveningTo: string
  /** What comes on top of the price of such hours, in percent, by moment. */
  surcharges: Partial<Record<SwitchedMoment, string>>
  /** Day of the week (Monday is 1) on which administrators are mailed what is not invoiced yet, 0 for never; and since when. */
  unbilledMailDay: number
  unbilledMailFrom: string
  /** For how many days is kept where a technician was at a status change, 0 for never asked. */
  positionDays: number
}

export const settingsDefaults: OrganizationSettings = {
  invoicePrefix: 'F',
  creditPrefix: 'C',
  paymentTermDays: 30,
  dayStart: '07:00',
  dayEnd: '18:00',
  breakStart: '12:00',
  breakEnd: '12:30',
  extraHolidays: [],
  maintenanceReminderDays: 30,
  maintenanceReminderText: {},
  handoverEmail: '',
  handoverFolder: false,
  handoverDecimal: ',',
  salesLedger: '700000',
  labourProductId: null,
  travelProductId: null,
  invoiceFooter: {},
  arrivalWindowMinutes: 60,
  arrivalByPart: false,
  appointmentDeeds: [...appointmentDeeds],
  appointmentNoticeHours: 24,
  approvalDefault: 'no',
  approvalTiming: 'after_internal',
  approvalLinkDays: 30,
  approvalReminderDays: [3, 7],
  kilometreRate: '0.43',
  roundingMinutes: 1,
  clockStep: 1,
  clockWay: 'up',
  hourMoments: [],
  eveningFrom: '18:00',
  eveningTo: '06:00',
  surcharges: {},
  unbilledMailDay: 0,
  unbilledMailFrom: '',
  positionDays: 0,
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

/** Where a company can be: the zones of Belgium, the Netherlands and its islands, and the neighbours. */
export const timeZones = [
  'Europe/Brussels',
  'Europe/Amsterdam',
  'Europe/Luxembourg',
  'Europe/Paris',
  'Europe/Berlin',
  'Europe/London',
  'Europe/Lisbon',
  'Europe/Athens',
  'America/Curacao',
  'America/Aruba',
  'America/Paramaribo',
] as const

/** The company's address in /request/<slug>: small letters, digits and single hyphens. */
export const slugPattern = /^(?=.{2,60}$)[a-z0-9]+(-[a-z0-9]+)*$/

/** `Wärme & Co. bvba` → `warme-co-bvba`. */
export function slugOf(name: string): string {
  const slug = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
    .replace(/^-+|-+$/g, '')
  return slug.length >= 2 ? slug : `bedrijf-${slug || '1'}`
}

/** Where a membership stands. invited: has not accepted yet. */
export type MemberState = 'active' | 'invited' | 'deactivated'

/** Whether somebody who holds these roles now may lose admin, or be deactivated: a company keeps an administrator. */
export function adminRefusal(facts: {
  isAdmin: boolean
  staysAdmin: boolean
  otherAdmins: number
}): 'auth.last_admin' | null {
  return facts.isAdmin && !facts.staysAdmin && facts.otherAdmins === 0 ? 'auth.last_admin' : null
}

/** `Firefox · Windows` from what a browser calls itself; empty when it says nothing known. */
export function deviceName(userAgent: string): string {
  const browser = [
    ['Edge', /Edg(e|A|iOS)?\//],
    ['Opera', /OPR\//],
    ['Samsung Internet', /SamsungBrowser\//],
    ['Firefox', /(Firefox|FxiOS)\//],
    ['Chrome', /(Chrome|CriOS)\//],
    ['Safari', /Safari\//],
  ].find(([, pattern]) => (pattern as RegExp).test(userAgent))?.[0]
  const system = [
    ['iPhone', /iPhone/],
    ['iPad', /iPad/],
    ['Android', /Android/],
    ['Windows', /Windows/],
    ['Mac', /Macintosh/],
    ['Linux', /Linux/],
  ].find(([, pattern]) => (pattern as RegExp).test(userAgent))?.[0]
  return [browser, system].filter(Boolean).join(' · ')
}
