import { headers } from 'next/headers'
import { earlyTapName } from './early-tap-again'

/**
 * Runs before all else: remembers the button that was tapped last while nothing listened there. A tap that itself brings its
 * button to life is done by then, so it is asked again once the tap is over.
 */
const remember = `{
  const listens = (button) => Object.keys(button).some((key) => key.startsWith('__reactProps'))
  document.addEventListener('click', window.${earlyTapName} = (event) => {
    const button = event.target.closest && event.target.closest('button[type=button]')
    if (!button || listens(button)) return
    setTimeout(() => { if (!listens(button)) window.${earlyTapName}.last = { button, at: Date.now() } })
  }, true)
}`

/** On slow reception a button stands there seconds before it works: a tap on it is done as soon as it does. */
export async function EarlyTap() {
  return <script nonce={(await headers()).get('x-nonce') ?? undefined}>{remember}</script>
}
