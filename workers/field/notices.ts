/** What the server sends: lib/push/rules.ts. */
type Notice = { title: string; body: string; tag: string; url: string }

/** A change in the days of who is signed in, told while the app is closed. News of one visit replaces what was told before. */
export async function notify(registration: ServiceWorkerRegistration, data: PushMessageData | null): Promise<void> {
  if (!data) return
  const { title, body, tag, url } = data.json() as Notice
  await registration.showNotification(title, {
    body,
    tag,
    data: { url },
    icon: '/icons/192.png',
    badge: '/icons/192.png',
  })
}

/** A tap opens the visit: in the day that is open, which goes there by itself, else beside whatever may be half typed. */
export async function openNotice(clients: Clients, notification: Notification): Promise<void> {
  notification.close()
  const { url } = notification.data as { url: string }
  const open = await clients.matchAll({ type: 'window' })
  const at = (path: string) => open.find((client) => new URL(client.url).pathname === path)
  const day = at(url) ?? at('/field')
  if (!day) return void (await clients.openWindow(url))
  // The browser may keep what is in front in front.
  await day.focus().catch(() => null)
  day.postMessage({ type: 'OPEN', url })
}
