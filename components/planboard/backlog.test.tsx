import { NextIntlClientProvider } from 'next-intl'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { BacklogRow } from '@/lib/planning/rules'
import { messagesFor } from '@/messages'
import { Backlog, type BacklogProps } from './backlog'

const orders = Array.from({ length: 120 }, (_, nth): BacklogRow => {
  const about = [`id-${nth}`, `O-${nth}`, 'Onderhoud', 'Onderhoud', 'Maes', 'Gent'] as const
  return [...about, 'normal', null, 60, '', 0, null, null, null, null]
})
const filters: BacklogProps['filters'] = {
  ...{ q: '', type: null, priority: null, postcode: null, due: null, hold: null },
  ...{ sort: 'due', near: null, nearOn: null },
}
const drawn = (asked: string | null) => {
  const page = renderToStaticMarkup(
    <NextIntlClientProvider locale="nl" messages={messagesFor('nl')} timeZone="Europe/Brussels">
      <Backlog
        {...{ filters, asked, types: [], today: '2026-11-23', nearName: null, isLoading: false }}
        backlog={{ orders, total: orders.length }}
        onFilters={() => undefined}
      />
    </NextIntlClientProvider>,
  )
  return [...page.matchAll(/data-order="([^"]*)"/g)].map(([, id]) => id)
}

test('the card of an order that somebody came here to plan is drawn, however far down it stands', () => {
  const few = drawn(null)
  expect(few).toEqual(orders.slice(0, few.length).map(([id]) => id))
  expect(few.length).toBeLessThan(60)
  expect(drawn('id-99').at(-1)).toBe('id-99')
  expect(drawn('id-3')).toEqual(few)
  expect(drawn('gone')).toEqual(few)
})
