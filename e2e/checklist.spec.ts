import sharp from 'sharp'
import type { FormField } from '@/lib/forms/rules'
import { makeVisits, pdfText, phoneSize, signedIn } from './steps'
import { expect, test } from './test'

const unique = Date.now().toString(36)
const checklist: FormField[] = [
  { id: 'gas', type: 'yes_no', label: { nl: 'Is het een gasketel?' }, required: true },
  {
    id: 'gas_part',
    type: 'section',
    label: { nl: 'Gas' },
    required: false,
    showIf: { fieldId: 'gas', equals: 'yes' },
  },
  { id: 'flue', type: 'yes_no', label: { nl: 'Rookgasafvoer in orde' }, required: true, failIf: ['no'] },
  { id: 'readings', type: 'section', label: { nl: 'Metingen' }, required: false },
  { id: 'out', type: 'measurement', label: { nl: 'Vertrek' }, required: true, unit: '°C' },
  { id: 'back', type: 'measurement', label: { nl: 'Retour' }, required: true, unit: '°C' },
  {
    id: 'delta',
    type: 'computed',
    label: { nl: 'Temperatuurverschil' },
    required: false,
    unit: '°C',
    formula: '[out] - [back]',
    maximum: 25,
  },
  { id: 'state', type: 'rating', label: { nl: 'Staat van de ketel' }, required: true, minimum: 2 },
  { id: 'serial', type: 'scan', label: { nl: 'Serienummer' }, required: true },
  { id: 'plate', type: 'photo', label: { nl: 'Foto van de afvoer' }, required: true, drawing: true },
]

/** A camera that sees the frame of a canvas, and a browser that reads codes off it (`code`), as Android's does. */
function fakeCamera({ code, isRefused }: { code: string; isRefused: boolean }) {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 64
  const pen = canvas.getContext('2d')
  // What stands still is no picture: a stream only has what was drawn since.
  let frame = 0
  setInterval(() => pen?.fillRect(frame++ % 64, 0, 1, 64), 100)
  Object.defineProperty(navigator.mediaDevices, 'getUserMedia', {
    configurable: true,
    value: () =>
      isRefused
        ? Promise.reject(new DOMException('Permission denied', 'NotAllowedError'))
        : Promise.resolve(canvas.captureStream(5)),
  })
  class BarcodeDetector {
    static getSupportedFormats = () => Promise.resolve(['qr_code', 'ean_13'])
    detect = () => Promise.resolve([{ rawValue: code }])
  }
  Object.assign(globalThis, { BarcodeDetector })
}

const wall = () =>
  sharp({ create: { width: 1600, height: 1200, channels: 3, background: '#9a9a9a' } })
    .jpeg()
    .toBuffer()

test('a failed item is asked about on site, stands on the report and in the check, and one press makes its order', async ({
  browser,
}) => {
  const made = makeVisits({ customer: `Afvoer ${unique}`, checklist, signatureRule: 'none' })
  const [visit] = made.visits
  if (!visit) throw new Error('no visit')
  const phone = await signedIn(browser, made.email, { viewport: phoneSize })
  await phone.addInitScript(fakeCamera, { code: 'VAI-21-0020', isRefused: false })
  await phone.goto(`/field/visits/${visit.visitId}`)
  await phone.getByRole('button', { name: 'Vertrekken' }).click()
  await phone.getByRole('button', { name: 'Ik ben er' }).click()
  await expect(phone.getByText('Aan het werk')).toBeVisible()
  await phone.getByRole('link', { name: /^Checklist/ }).click()

  await test.step('a section appears with the answer it waits for, and counts for itself', async () => {
    await expect(phone.getByRole('heading', { name: 'Metingen' })).toBeVisible()
    await expect(phone.getByRole('heading', { name: 'Gas', exact: true })).toBeHidden()
    await phone.locator('#field-gas').getByRole('button', { name: 'Ja', exact: true }).click()
    await expect(phone.getByRole('heading', { name: 'Gas', exact: true })).toBeVisible()
    await expect(phone.getByText('0 van 1')).toBeVisible()
  })

  await test.step('a failing answer asks what is wrong', async () => {
    const flue = phone.locator('#field-flue')
    await flue.getByRole('button', { name: 'Nee', exact: true }).click()
    await expect(flue.getByText('Afgekeurd: zo komt het op het rapport.')).toBeVisible()
    await flue.getByRole('textbox', { name: 'Wat is er mis?' }).fill('Lekt aan de mof')
    await flue.getByRole('textbox', { name: 'Wat is er mis?' }).blur()
    await expect(phone.getByText('1 van 1')).toBeVisible()
  })

  await test.step('a value follows from two others while they are typed', async () => {
    const delta = phone.getByRole('status', { name: 'Temperatuurverschil' })
    await expect(delta).toHaveText('Volgt uit de antwoorden hierboven')
    for (const [field, value] of [
      ['Vertrek', '70,5'],
      ['Retour', '50'],
    ] as const) {
      await phone.getByLabel(field).fill(value)
      await phone.getByLabel(field).blur()
    }
    await expect(delta).toHaveText('20,5 °C')
  })

  await test.step('stars by keyboard', async () => {
    await phone.getByRole('radio', { name: '1 van 5' }).focus()
    await phone.keyboard.press('Space')
    for (const _ of [2, 3, 4]) await phone.keyboard.press('ArrowRight')
    await expect(phone.getByRole('radio', { name: '4 van 5' })).toBeChecked()
  })

  await test.step('a code by the camera', async () => {
    await phone.getByRole('button', { name: 'Code scannen' }).click()
    await expect(phone.getByLabel('Serienummer')).toHaveValue('VAI-21-0020')
  })

  await test.step('a photo that is drawn on', async () => {
    await phone
      .locator('#field-plate input[type=file]')
      .setInputFiles({ name: 'afvoer.jpg', mimeType: 'image/jpeg', buffer: await wall() })
    const dialog = phone.getByRole('dialog', { name: 'Op de foto tekenen' })
    const canvas = dialog.getByRole('img')
    await expect(canvas).toHaveJSProperty('width', 1600)
    const box = await canvas.boundingBox()
    if (!box) throw new Error('no canvas')
    for (const share of [0.3, 0.6]) {
      await phone.mouse.move(box.x + box.width * 0.2, box.y + box.height * share)
      await phone.mouse.down()
      await phone.mouse.move(box.x + box.width * 0.8, box.y + box.height * share, { steps: 4 })
      await phone.mouse.up()
    }
    await expect(dialog.getByRole('img', { name: 'De foto, met 2 lijnen' })).toBeVisible()
    await dialog.getByRole('button', { name: 'Stap terug' }).click()
    await dialog.getByRole('button', { name: 'Bewaren' }).click()
    await expect(dialog).toBeHidden()
    await expect(phone.getByText('7 van 7')).toBeVisible()
    const photo = phone.locator('#field-plate a[href^="/files/"]')
    await expect(photo).toBeVisible()
    const bytes = await (await phone.request.get((await photo.getAttribute('href')) ?? '')).body()
    const red = async (share: number) => {
      const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true })
      const at = (Math.round(info.height * share) * info.width + Math.round(info.width / 2)) * info.channels
      return (data[at] ?? 0) > 180 && (data[at + 1] ?? 255) < 100
    }
    expect([await red(0.3), await red(0.6)], 'the line that was kept, and the one that was undone').toEqual([
      true,
      false,
    ])
  })

  await test.step('closed, the report says what failed', async () => {
    await phone.getByRole('link', { name: 'Klaar, terug naar het bezoek' }).click()
    await phone.getByRole('link', { name: /^Afronden/ }).click()
    await phone.getByRole('button', { name: 'Werk afronden' }).click()
    await expect(phone.getByRole('heading', { name: 'Vandaag', exact: true })).toBeVisible()
    await phone.goto(`/field/visits/${visit.visitId}`)
    const report = phone.getByRole('link', { name: /^Werkrapport/ })
    await expect(report).toBeVisible({ timeout: 60_000 })
    const text = await pdfText(phone, (await report.getAttribute('href')) ?? '')
    for (const words of ['1 punt afgekeurd', 'Lekt aan de mof', 'Metingen', '20,5 °C', '4 / 5', 'VAI-21-0020'])
      expect(text).toContain(words)
  })

  await test.step('the check shows it, and one press makes the order that mends it', async () => {
    const office = await signedIn(browser, 'administration')
    await office.goto(`/control?order=${visit.orderId}`)
    await expect(office.getByText('afgekeurd punt').first()).toBeVisible()
    const make = office.getByRole('button', { name: 'Vervolgopdracht maken' })
    await make.click()
    const link = office.getByRole('link', { name: /^Vervolgopdracht O-/ })
    await expect(link).toBeVisible()
    await expect(make).toBeHidden()
    await link.click()
    await expect(office.getByText('Herstellen: Rookgasafvoer in orde').first()).toBeVisible()
    await expect(office.getByText('Lekt aan de mof')).toBeVisible()
    await expect(office.getByRole('link', { name: visit.number })).toBeVisible()
  })
})

test('where the camera is refused, a code is typed', async ({ browser }) => {
  const made = makeVisits({ checklist: checklist.filter(({ id }) => id === 'serial') })
  const phone = await signedIn(browser, made.email, { viewport: phoneSize })
  await phone.addInitScript(fakeCamera, { code: '', isRefused: true })
  await phone.goto(`/field/visits/${made.visits[0]?.visitId}/checklist`)
  await phone.getByRole('button', { name: 'Code scannen' }).click()
  await expect(phone.getByText(/De camera mag niet gebruikt worden/)).toBeVisible()
  await phone.getByRole('button', { name: 'Code typen' }).click()
  await phone.getByLabel('Serienummer').fill('VAI-7')
  await phone.getByLabel('Serienummer').blur()
  await expect(phone.getByText('1 van 1')).toBeVisible()
})

test('a company makes a checklist with a section, a failing answer and a formula that is refused until it is right', async ({
  browser,
}) => {
  const office = await signedIn(browser, 'admin')
  const type = `Nazicht ${unique}`
  await office.goto('/settings/order-types')
  await office.getByRole('button', { name: 'Nieuw opdrachttype' }).click()
  await office.getByRole('dialog').getByLabel('Naam').fill(type)
  await office.getByRole('dialog').getByRole('button', { name: 'Verdergaan' }).click()
  await office.getByRole('tab', { name: /Checklist/ }).click()
  const label = office.getByLabel('Vraag in het Nederlands')
  const kind = async (from: string, to: string) => {
    await office.getByRole('button', { name: new RegExp(`${from}.*Soort antwoord`) }).click()
    await office.getByRole('option', { name: to, exact: true }).click()
  }
  await office.getByRole('button', { name: 'Sectie toevoegen' }).click()
  await label.fill('Metingen')
  for (const name of ['Vertrek', 'Retour']) {
    await office.getByRole('button', { name: 'Vraag toevoegen' }).click()
    await label.fill(name)
    await kind('Korte tekst', 'Meetwaarde')
  }
  await office.getByRole('button', { name: 'Vraag toevoegen' }).click()
  await label.fill('Verschil')
  await kind('Korte tekst', 'Berekende waarde')
  const formula = office.getByLabel('Formule')
  await formula.fill('[Vertrek] - [Aanvoer]')
  await office.getByRole('button', { name: 'Publiceren' }).click()
  await expect(formula).toHaveAccessibleDescription(/een vraag die hierboven niet staat/)
  await formula.fill('[Vertrek] -')
  await expect(formula).toHaveAccessibleDescription(/Dit is geen formule/)
  await office.getByRole('button', { name: 'Retour', exact: true }).click()
  await expect(formula).toHaveValue('[Vertrek] - [Retour]')

  await office.getByRole('button', { name: 'Vraag toevoegen' }).click()
  await label.fill('Afvoer in orde')
  await kind('Korte tekst', 'Ja / nee')
  await office
    .getByRole('group', { name: 'Afgekeurd bij' })
    .getByRole('checkbox', { name: 'Nee' })
    .check({ force: true })
  const preview = office.getByRole('complementary', { name: 'Zo ziet het eruit op de telefoon' })
  await expect(preview.getByRole('heading', { name: 'Metingen' })).toBeVisible()
  await preview.getByLabel('Vertrek').fill('70')
  await preview.getByLabel('Retour').fill('50,5')
  await expect(preview.getByRole('status', { name: 'Verschil' })).toHaveText('19,5')
  await preview.getByText('Nee', { exact: true }).click()
  await expect(preview.getByLabel('Wat is er mis?')).toBeVisible()

  await office.getByRole('button', { name: 'Publiceren' }).click()
  await expect(office.getByText('Versie 1 geldt vanaf nu.')).toBeVisible()
  await office.reload()
  await office.getByRole('tab', { name: /Checklist/ }).click()
  await office.getByRole('row', { name: 'Verschil' }).click()
  await expect(formula).toHaveValue('[Vertrek] - [Retour]')

  await office.goto('/settings/order-types')
  await office.getByRole('button', { name: `Archiveren: ${type}` }).click()
  await expect(office.getByText(`${type} is gearchiveerd`)).toBeVisible()
})
