export const earlyTapName = 'werkstroomEarlyTap'

declare global {
  interface Window {
    /** Put there by the page itself (early-tap.tsx). */
    [earlyTapName]?: EarlyTap
  }
}

type EarlyTap = EventListener & { last?: { button: HTMLElement; at: number } | undefined }

/** Who tapped longer ago has given up, and may have something else in mind. */
const patienceMs = 10_000
const lookEveryMs = 50

/**
 * Does what was tapped while nothing listened there yet, once, as soon as something does: parts of a screen come to life one
 * after the other. Returns how to stop.
 */
export function tapAgain(): () => void {
  const remembered = window[earlyTapName]
  if (!remembered) return () => undefined
  const began = Date.now()
  const look = () => {
    const { last } = remembered
    if (last && Date.now() - last.at > patienceMs) remembered.last = undefined
    else if (last && listens(last.button)) {
      remembered.last = undefined
      if (last.button.isConnected) last.button.click()
    }
    if (!remembered.last && Date.now() - began > patienceMs) stop()
  }
  const timer = setInterval(look, lookEveryMs)
  const stop = () => {
    clearInterval(timer)
    document.removeEventListener('click', remembered, true)
  }
  look()
  return stop
}

/** As React marks what it has taken over; the same is asked in the page before any script is there (early-tap.tsx). */
function listens(button: Element): boolean {
  return Object.keys(button).some((key) => key.startsWith('__reactProps'))
}
