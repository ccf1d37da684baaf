import { expect, test } from 'vitest'
import { servingHeaders, thumbnailWidth } from './rules'

const headers = (file: Partial<Parameters<typeof servingHeaders>[0]>, inline = false) =>
  servingHeaders({ type: 'application/pdf', name: 'x.pdf', source: 'request', ...file }, { inline })

test('only a re-encoded picture, or a PDF that the product made, ever shows in the browser', () => {
  expect(headers({ type: 'image/jpeg', name: 'a.jpg' })['content-disposition']).toMatch(/^inline/)
  expect(headers({})['content-disposition']).toMatch(/^attachment/)
  expect(headers({}, true)['content-disposition']).toMatch(/^attachment/)
  expect(headers({ source: 'system' }, true)['content-disposition']).toMatch(/^inline/)
  expect(headers({ type: 'text/html', source: 'system' }, true)['content-disposition']).toMatch(/^attachment/)
})

test('a name can end neither the header nor its quotes, and its ending says what the file is', () => {
  const said = headers({ name: 'Ketel "été"\r\nSet-Cookie: x\\ 100%.exe', type: 'image/png' })['content-disposition']
  expect(said).toBe(
    'inline; filename="Ketel _ete___Set-Cookie: x_ 100_.png"; filename*=UTF-8\'\'Ketel%20%22%C3%A9t%C3%A9%22%0D%0ASet-Cookie%3A%20x%5C%20100%25.png',
  )
  expect(headers({ name: '\ud800' })['content-disposition']).toContain('filename="_.pdf"')
})

test('every file is served as what it is, in a sandbox', () => {
  expect(headers({})).toMatchObject({
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringContaining("sandbox; default-src 'none'"),
  })
})

test('small pictures come in a few widths only', () => {
  expect([thumbnailWidth('320'), thumbnailWidth('321'), thumbnailWidth(null), thumbnailWidth('1e9')]).toEqual([
    320,
    null,
    null,
    null,
  ])
})
