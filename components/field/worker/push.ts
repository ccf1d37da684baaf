'use client'
import { subscribe, unsubscribe } from '@/lib/push/actions'
import type { RefusedReply } from '@/lib/reply'
import type { FieldMember } from './field-app'

/** Whose phone this is as far as notifications go: only who tapped for them gets them, not who signs in after. */
const whoseKey = 'field:push'
/** Which session and browser the server was told of last. */
const toldKey = 'field:push-told'

export type PushState = 'impossible' | 'denied' | 'off' | 'on'

function registration(): Promise<ServiceWorkerRegistration | undefined> {
  return navigator.serviceWorker.getRegistration('/field')
}

/** Whether this browser shows notifications to this member. `impossible`: also an iPhone before the app is on its home screen. */
export async function pushState({ memberId, pushKey }: FieldMember): Promise<PushState> {
  if (!pushKey || !('serviceWorker' in navigator) || !('PushManager' in window) || !(await registration()))
    return 'impossible'
  if (Notification.permission === 'denied') return 'denied'
  return Notification.permission === 'granted' && localStorage.getItem(whoseKey) === memberId ? 'on' : 'off'
}

/** From a tap: the browser asks its own question first. Null when all went well, or the member said no. */
export async function turnOn(member: FieldMember): Promise<RefusedReply | null> {
  if ((await Notification.requestPermission()) !== 'granted') return null
  localStorage.setItem(whoseKey, member.memberId)
  return tell(member)
}

/**
 * Tells the server under which address this browser can be reached, when that or the session changed since. Throws when the
 * browser can't reach its push service.
 */
export async function tell({ memberId, sessionId, pushKey }: FieldMember): Promise<RefusedReply | null> {
  const manager = (await registration())?.pushManager
  if (!manager || !pushKey || localStorage.getItem(whoseKey) !== memberId) return null
  const known = await manager.getSubscription()
  const isOurs = known && keyOf(known.options.applicationServerKey) === pushKey
  // Made for another key of the server: nothing would arrive under it.
  if (known && !isOurs) await known.unsubscribe()
  const found = isOurs ? known : await manager.subscribe({ userVisibleOnly: true, applicationServerKey: pushKey })
  const { endpoint, keys } = found.toJSON()
  const told = `${sessionId} ${endpoint}`
  if (localStorage.getItem(toldKey) === told) return null
  const reply = await subscribe({
    ...{ sessionId, endpoint: endpoint ?? '', p256dh: keys?.p256dh ?? '', auth: keys?.auth ?? '' },
  })
  if (!reply.ok) return reply
  localStorage.setItem(toldKey, told)
  return null
}

export async function turnOff(): Promise<void> {
  localStorage.removeItem(whoseKey)
  localStorage.removeItem(toldKey)
  const found = await (await registration())?.pushManager.getSubscription()
  if (!found) return
  await unsubscribe({ endpoint: found.endpoint })
  await found.unsubscribe()
}

function keyOf(bytes: ArrayBuffer | null): string {
  const binary = String.fromCharCode(...new Uint8Array(bytes ?? new ArrayBuffer(0)))
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
