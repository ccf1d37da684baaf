export const earlyTapName = 'werkstroomEarlyTap'

type EarlyTap = EventListener & { last?: { button: HTMLElement; at: number } }

/** Who tapped longer ago has given up, and may have something else in mind. */
const patienceMs = 10_000

/** Does what was tapped while nothing listened yet, once. */
export function tapAgain(): void {
  const remembered = (window as unknown as Record<string, EarlyTap | undefined>)[earlyTapName]
  if (!remembered) return
  document.removeEventListener('click', remembered, true)
  const { last } = remembered
  remembered.last = undefined
  if (last?.button.isConnected && Date.now() - last.at < patienceMs) last.button.click()
}
