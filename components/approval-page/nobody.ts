import { pageReply } from '@/lib/html'
import { localeFrom } from '@/lib/locale'
import { nobodysPage } from './page'

/** A link that nobody made (404), too many of those from one address or too much at once (429), in the language of the browser. */
export function nobodysReply(request: Request, why: 'unknown' | 'slow' | 'busy'): Response {
  const page = nobodysPage(localeFrom(null, request.headers.get('accept-language')), why)
  return why === 'unknown' ? pageReply(page, 404) : pageReply(page, 429, { 'retry-after': '600' })
}
