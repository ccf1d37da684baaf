import { spawnSync } from 'node:child_process'
import type { Page } from '@playwright/test'
import type { FieldVisits, FieldVisitWish } from './field-visit'

/** A technician with visits to a customer of his own, made beside the running app. */
export function makeVisits(wish: FieldVisitWish = {}): FieldVisits {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--import', './scripts/register.mjs', 'e2e/field-visit.ts', JSON.stringify(wish)],
    { encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`no visit was made: ${stderr}`)
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as FieldVisits
}

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
