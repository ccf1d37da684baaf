import fc from 'fast-check'
import { expect, test } from 'vitest'
import { html, ownText } from './html'

test('writes values so that they stay text, in an element and in an attribute', () => {
  const evil = `"><script>alert('&')</script>`
  expect(html`<p title="${evil}">${evil}</p>`.text).toBe(
    '<p title="&quot;&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;">&quot;&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;</p>',
  )
})

test('writes pieces as they are, lists one after another, and nothing for nothing', () => {
  const rows = ['a', 'b'].map((one) => html`<li>${one}</li>`)
  const none = [null, undefined, false] as const
  expect(html`<ul>${rows}</ul>${none}${0}${''}${ownText('p > a {}')}`.text).toBe(
    '<ul><li>a</li><li>b</li></ul>0p > a {}',
  )
})

test('no text whatever makes an element or leaves its attribute', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(/[<>"']/.test(html`${text}`.text)).toBe(false)
    }),
  )
})
