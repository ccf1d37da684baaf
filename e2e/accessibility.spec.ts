import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from '@playwright/test'
import { type Access, pages } from '@/lib/auth/authorization'
import { makeSamples } from './authorization-asking'
import type { Samples } from './authorization-samples'
import { deskSize, opened, phoneSize, signedIn } from './steps'
import { expect, test } from './test'

// Nothing here changes anything: whichever browser is free takes the next part.
test.describe.configure({ mode: 'parallel' })

let samples: Samples

test.beforeAll(() => {
  samples = makeSamples()
})

type Kind = 'office' | 'public' | 'phone'

/** Every page of the table, by who opens it; a new one is looked at from its first day. */
function pathsOf(kind: Kind): string[] {
  const all = (Object.entries(pages) as [string, Access][]).filter(([path, access]) => {
    if (path.startsWith('/field')) return kind === 'phone'
    return kind === (access === 'public' ? 'public' : 'office')
  })
  return all.map(([path]) =>
    path
      .replace('[company]', 'warmtebrigade')
      .replace('[id]', samples.ids.warmtebrigade[path as keyof Samples['ids']['warmtebrigade']])
      .replace('[token]', samples.tokens[path as keyof Samples['tokens']]),
  )
}

function open(browser: Browser, who: string | null): Promise<Page> {
  return who ? signedIn(browser, who) : opened(browser)
}

/**
 * Of rows beside each other that differ in their words alone only the first two stay: what is wrong with one is wrong with
 * all, and comparing every target with every other takes most of the time of a long list.
 */
function hideAlike(page: Page): Promise<void> {
  return page.evaluate(() => {
    // Its colours and states stay; words, addresses, names of its own and places go.
    const shapeOf = (row: Element) =>
      row.outerHTML
        .replaceAll(/>[^<]+</g, '>…<')
        .replaceAll(
          / (id|for|href|src|title|value|name|datetime|aria-label|aria-(?:labelled|described)by)="[^"]+"/g,
          ' $1',
        )
        .replaceAll(/ ((?:aria|data)-[\w-]+)="[^"]*\d[^"]*"/g, ' $1')
        .replaceAll(/[\d.]+px/g, 'px')
    const seen = new Map<Element | null, Map<string, number>>()
    for (const row of document.querySelectorAll<HTMLElement>(
      'tbody > tr, li, [role=row], [role=listitem], [role=option]',
    )) {
      const shapes = seen.get(row.parentElement) ?? new Map<string, number>()
      seen.set(row.parentElement, shapes)
      const shape = shapeOf(row)
      const count = (shapes.get(shape) ?? 0) + 1
      shapes.set(shape, count)
      if (count > 2) row.style.setProperty('display', 'none', 'important')
    }
  })
}

/** Serious and critical faults of what the page shows now, as `rule (where)`. */
async function faultsNow(page: Page, only?: string): Promise<string[]> {
  await expect(page).toHaveTitle(/./)
  await hideAlike(page)
  await settled(page)
  // Without a page of its own to put the results together, which costs more than finding them.
  const builder = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  const { violations } = await (only
    ? builder.withRules(only)
    : builder.withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
  ).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id} (${nodes[0]?.target.join(' ')})`)
}

/** Colours that change do so over a frame or two, also without movement. */
function settled(page: Page): Promise<unknown> {
  return page.evaluate(async () => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished))
  })
}

/** A list that opens with its page hides the rest from readers until it closes: the last test is about that. */
const opensWithList = ['/orders/new', '/assets/new', '/projects/new', '/contracts/new']

/** A screen as high as the page: what stays at the bottom covers no row that could be scrolled out from under it. */
async function wholeOn(page: Page, size: { width: number; height: number }): Promise<void> {
  await page.setViewportSize(size)
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  if (height > size.height) await page.setViewportSize({ ...size, height })
}

/** What a page shows on a desk and on a phone, by day and by night. */
async function faultsOf(page: Page, path: string): Promise<string[]> {
  // Without movement: a colour halfway between two is nobody's.
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await page.setViewportSize(deskSize)
  await page.goto(path)
  await expect(page.locator('h1, main').first()).toBeVisible()
  await expect(page.locator('main [aria-busy=true]')).toHaveCount(0)
  if (opensWithList.includes(path)) {
    const list = page.getByRole('combobox').first()
    await expect(list).toHaveAttribute('aria-expanded', 'true')
    await page.keyboard.press('Escape')
    await expect(list).toHaveAttribute('aria-expanded', 'false')
  }
  await wholeOn(page, deskSize)
  const found = (await faultsNow(page)).map((fault) => `${path}, light: ${fault}`)
  // Night changes only colours.
  await page.emulateMedia({ colorScheme: 'dark' })
  found.push(...(await faultsNow(page, 'color-contrast')).map((fault) => `${path}, dark: ${fault}`))
  await wholeOn(page, phoneSize)
  found.push(...(await faultsNow(page)).map((fault) => `${path}, dark, on a phone: ${fault}`))
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  if (overflow > 1) found.push(`${path}: ${overflow} px wider than a phone`)
  await page.emulateMedia({ colorScheme: 'light' })
  found.push(...(await faultsNow(page, 'color-contrast')).map((fault) => `${path}, on a phone: ${fault}`))
  return found
}

for (const [kind, who, parts] of [
  ['office', 'admin', 4],
  ['public', null, 1],
  ['phone', 'technician', 1],
] as const)
  for (let part = 1; part <= parts; part++) {
    const share = parts > 1 ? ` (${part} of ${parts})` : ''
    test(`the pages of the ${kind}${share} have no serious fault, on a desk and on a phone, by day and by night`, async ({
      browser,
    }) => {
      const page = await open(browser, who)
      const found: string[] = []
      const paths = pathsOf(kind).filter((_path, index) => index % parts === part - 1)
      for (const path of paths) found.push(...(await faultsOf(page, path)))
      expect(found).toEqual([])
    })
  }

test('dialogs, panels and menus have no serious fault', async ({ browser }) => {
  const page = await open(browser, 'admin')
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const id = samples.ids.warmtebrigade['/orders/[id]']
  const openings: [path: string, button: string | RegExp, role: 'dialog' | 'menu' | 'complementary'][] = [
    [`/orders/${id}`, 'Regel toevoegen', 'dialog'],
    [`/customers/${samples.ids.warmtebrigade['/customers/[id]']}`, 'Meer', 'menu'],
    ['/settings/people', 'Collega uitnodigen', 'dialog'],
    ['/products', 'Nieuw product', 'complementary'],
    ['/orders', /^Zoek/, 'dialog'],
    ['/orders', /^Nieuw\b(?! opdracht)/, 'menu'],
  ]
  const found: string[] = []
  for (const [path, button, role] of openings) {
    await page.goto(path)
    await page.getByRole('button', { name: button }).first().click()
    await expect(page.getByRole(role).last()).toBeVisible()
    // Night changes only colours.
    for (const [colorScheme, only] of [['light'], ['dark', 'color-contrast']] as const) {
      await page.emulateMedia({ colorScheme })
      found.push(...(await faultsNow(page, only)).map((fault) => `${path} ${button} ${colorScheme}: ${fault}`))
    }
  }
  // The arrows in the field of the search move through its results and scroll them: nothing in there takes the focus.
  expect(found.filter((fault) => !/^\/orders \/\^Zoek\/ \w+: scrollable-region-focusable/.test(fault))).toEqual([])
})

test('an open list hides what is behind it from readers, and gives it back before anything there has the focus', async ({
  browser,
}) => {
  const page = await open(browser, 'admin')
  await page.goto('/orders/new')
  const field = page.getByRole('combobox').first()
  await expect(field).toBeFocused()
  await expect(field).toHaveAttribute('aria-expanded', 'true')
  expect((await faultsNow(page)).filter((fault) => !fault.startsWith('aria-hidden-focus'))).toEqual([])
  for (const key of ['Tab', 'Shift+Tab']) {
    await field.focus()
    await expect(field).toHaveAttribute('aria-expanded', 'true')
    await page.keyboard.press(key)
    await expect(field).not.toBeFocused()
    await expect(page.locator('[aria-hidden=true] :focus, [aria-hidden=true]:focus')).toHaveCount(0)
    await expect(page.locator('[aria-hidden=true]:is(main, aside, header, section)')).toHaveCount(0)
  }
})
