/** `refused`: the push service does not want it, and never will. `late`: nobody could be reached while it was news. */
export const pushStates = ['queued', 'sent', 'refused', 'late'] as const

/** What a phone shows; also what travels, encrypted for that browser alone. */
export type Notice = { title: string; body: string; tag: string; url: string }

/** Hours after which a change is no news any more: the phone has it by then, or is off. */
export const newsHours = 24
/** Days that what was sent stays, to find out why somebody did not hear. */
export const keptDays = 7
/** Browsers of one member: the newest stay. */
export const subscriptionsAtMost = 10

/** The push services of the browsers there are; nothing is sent to any other address, which somebody may have made up. */
const services = [
  'fcm.googleapis.com',
  'android.googleapis.com',
  'push.services.mozilla.com',
  'push.apple.com',
  'notify.windows.com',
]

/** Whether an address that a browser names belongs to a push service. */
export function isPushService(endpoint: string): boolean {
  if (!URL.canParse(endpoint)) return false
  const { protocol, hostname, port, username } = new URL(endpoint)
  const isKnown = services.some((service) => hostname === service || hostname.endsWith(`.${service}`))
  return protocol === 'https:' && port === '' && username === '' && isKnown
}

/** What an answer of a push service means (RFC 8030): `gone` says that this browser is not there any more. */
export function outcomeOf(status: number): 'sent' | 'gone' | 'again' | 'refused' {
  if (status >= 200 && status < 300) return 'sent'
  if (status === 404 || status === 410) return 'gone'
  if (status === 429 || status >= 500) return 'again'
  return 'refused'
}
