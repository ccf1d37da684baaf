import { pageReply } from '@/lib/html'
import { localeFrom } from '@/lib/locale'
import { nobodysPage } from './page'

/** A link that nobody made (404), or too many of those from one address (429), in the language of the browser. */
export function nobodysReply(request: Request, why: 'unknown' | 'slow'): Response {
  const page = nobodysPage(localeFrom(null, request.headers.get('accept-language')), why)
  return why === 'slow' ? pageReply(page, 429, { 'retry-after': '600' }) : pageReply(page, 404)
}
