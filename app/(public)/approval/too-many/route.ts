import { localeFrom } from '@/lib/locale'
import { documentText } from '@/lib/text'

/** Where somebody ends up who tried too many unknown links: a page cannot answer 429 by itself. */
export function GET(request: Request): Response {
  const locale = localeFrom(null, request.headers.get('accept-language'))
  const t = documentText(locale, 'approvals')
  const html = `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${t('page.slowTitle')}</title></head><body><main><h1>${t('page.slowTitle')}</h1><p>${t('page.slowText')}</p></main></body></html>`
  return new Response(html, {
    status: 429,
    headers: { 'content-type': 'text/html; charset=utf-8', 'retry-after': '600', 'cache-control': 'no-store' },
  })
}
