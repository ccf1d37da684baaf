import { createTranslator } from 'next-intl'
import { localeFrom } from '@/lib/locale'
import { messagesFor } from '@/messages'

export const dynamic = 'force-dynamic'

/** What a phone needs to put the field app on its home screen. A browser asks without a cookie, so the address says the language. */
export function GET(request: Request): Response {
  const locale = localeFrom(new URL(request.url).searchParams.get('language'), null)
  const t = createTranslator({ locale, messages: messagesFor(locale), namespace: 'field.app' })
  const icon = (name: string, size: number, purpose: 'any' | 'maskable' = 'any') => ({
    ...{ src: `/icons/${name}.png`, sizes: `${size}x${size}`, type: 'image/png', purpose },
  })
  const manifest = {
    ...{ id: '/field', name: 'Werkstroom', short_name: 'Werkstroom', description: t('description'), lang: locale },
    ...{ start_url: '/field', scope: '/', display: 'standalone', orientation: 'portrait' },
    ...{ theme_color: '#f5f7f7', background_color: '#f5f7f7', categories: ['business', 'productivity'] },
    icons: [icon('192', 192), icon('512', 512), icon('maskable', 512, 'maskable')],
    shortcuts: [
      { name: t('today'), url: '/field', icons: [icon('192', 192)] },
      { name: t('hours'), url: '/field/hours', icons: [icon('192', 192)] },
    ],
  }
  return Response.json(manifest, {
    headers: { 'content-type': 'application/manifest+json', 'cache-control': 'public, max-age=3600' },
  })
}
