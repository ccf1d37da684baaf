'use client'

/** What the browser says about keeping what is on this phone. */
export type Storage = { isPersistent: boolean | null; usedBytes: number | null; quotaBytes: number | null }

let asked: Promise<boolean> | null = null

/** Asks the browser once, at the first thing recorded and on installing, never to throw away what is only here. */
export function keepForGood(): Promise<boolean> {
  asked ??= (async () => {
    const { storage } = navigator
    if (!storage?.persist) return false
    return (await storage.persisted()) || (await storage.persist())
  })().catch(() => false)
  return asked
}

/** Installing is a better moment: browsers that said no say yes then. */
export function askAgain(): Promise<boolean> {
  asked = null
  return keepForGood()
}

export async function storageNow(): Promise<Storage> {
  const { storage } = navigator
  const [estimate, isPersistent] = await Promise.all([
    storage?.estimate?.().catch(() => null) ?? null,
    storage?.persisted?.().catch(() => null) ?? null,
  ])
  return { isPersistent, usedBytes: estimate?.usage ?? null, quotaBytes: estimate?.quota ?? null }
}
