import { headers } from 'next/headers'
import { getLocale, getTranslations } from 'next-intl/server'
import { html, ownText, pageReply } from '@/lib/html'

/** Asks every ten seconds, and when the phone says that it has reception, whether somebody answers: then the screen is loaded. */
const script = ownText(`
const look = () => fetch(location.href, { method: 'HEAD' }).then((answer) => answer.status < 500 && location.reload(), () => {})
addEventListener('online', look); setInterval(look, 10_000)
`)

const style = ownText(`
:root { color-scheme: light dark; --ink: light-dark(#13201f, #e7eeed); --soft: light-dark(#46534f, #b0bdba); --accent: light-dark(#0b5563, #3aa3b2); --on: light-dark(#fff, #04181c) }
body { margin: 0; min-height: 100dvh; display: grid; place-content: center; gap: 1rem; padding: 1.5rem; box-sizing: border-box; text-align: center;
  background: light-dark(#f5f7f7, #0e1414); color: var(--ink); font: 17px/1.5 'Inter Variable', Inter, system-ui, sans-serif }
h1 { margin: 0; font-size: 1.3rem; font-weight: 550 } p { margin: 0; max-width: 22rem; color: var(--soft) }
a { display: block; padding: .75rem 1.25rem; border-radius: 6px; color: inherit; text-decoration: none; border: 1px solid light-dark(#84908d, #65746f) }
a:first-of-type { background: var(--accent); color: var(--on); border-color: transparent } a:focus-visible { outline: 3px solid light-dark(#0e7c90, #5cc3d1); outline-offset: 2px }
`)

/**
 * Shown by the service worker without reception instead of a screen that this phone never saw. It holds nothing of anybody
 * and stands at the address of what was asked for, which it loads again as soon as somebody answers.
 */
export async function GET(): Promise<Response> {
  const [locale, t, head] = await Promise.all([getLocale(), getTranslations('field.app.offline'), headers()])
  const page = html`<!doctype html><html lang="${locale}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>${t('title')} · Werkstroom</title><style>${style}</style></head>
<body><main style="display:contents"><h1>${t('title')}</h1><p>${t('text')}</p><a href="">${t('again')}</a><a href="/field">${t('day')}</a></main><script nonce="${head.get('x-nonce')}">${script}</script></body></html>`
  return pageReply(page.text, 200, { 'content-language': locale })
}
