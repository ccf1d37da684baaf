import { NextIntlClientProvider } from 'next-intl'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { Answers, FormField } from '@/lib/forms/rules'
import { messagesFor } from '@/messages'
import { OrderAnswers } from './order-answers'

const field = (id: string, type: FormField['type'], more: Partial<FormField> = {}): FormField => ({
  id,
  type,
  label: { nl: `Vraag ${id}` },
  required: false,
  ...more,
})
const fields = [
  field('since', 'date'),
  field('power', 'number', { unit: 'kW' }),
  field('leak', 'yes_no_na'),
  field('plate', 'photo'),
  field('boiler', 'photo'),
]
const documents = [{ fileId: 'kept', title: 'plaatje.jpg', name: 'IMG_1.jpg', type: 'image/jpeg' }]
const drawn = (answers: Answers) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="nl" messages={messagesFor('nl')} timeZone="Europe/Brussels">
      <OrderAnswers fields={fields} answers={answers} documents={documents} />
    </NextIntlClientProvider>,
  )

test('an order shows what the customer answered as people write it, with the photos that are still there', () => {
  const page = drawn({ since: '2026-11-03', power: '24.5', leak: 'na', plate: ['kept'], boiler: ['removed'] })
  expect(page).toContain('3 november 2026')
  expect(page).toContain('24,5 kW')
  expect(page).toContain('Niet van toepassing')
  expect(page).toContain('/files/kept?w=320')
  expect(page).toContain('plaatje.jpg')
  expect(page).not.toContain('Vraag boiler')
  expect(drawn({ boiler: ['removed'], power: '' })).toBe('')
})
