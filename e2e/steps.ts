import type { Page } from '@playwright/test'

/** Draws a line on the signature pad with the mouse. */
export async function draw(page: Page): Promise<void> {
  const pad = page.getByRole('img', { name: 'Handtekening' })
  await pad.evaluate((element) => element.scrollIntoView({ block: 'center' }))
  const box = await pad.boundingBox()
  if (!box) throw new Error('no signature pad')
  await page.mouse.move(box.x + 40, box.y + 90)
  await page.mouse.down()
  for (let step = 1; step <= 8; step++)
    await page.mouse.move(box.x + 40 + step * 25, box.y + 90 + (step % 2 ? -40 : 30))
  await page.mouse.up()
}
