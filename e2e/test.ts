import { type BrowserContext, test as base, expect } from '@playwright/test'

export { expect }

/** Every journey: what its screens do must pass the content policy, in whichever browser it opens. */
export const test = base.extend<{ policy: undefined }>({
  policy: [
    async ({ browser, context }, use) => {
      const refused: string[] = []
      const listen = (one: BrowserContext) =>
        one.on('console', (message) => {
          if (/Content.Security.Policy/i.test(message.text())) refused.push(message.text())
        })
      listen(context)
      const open = browser.newContext
      browser.newContext = async (options) => {
        const opened = await open.call(browser, options)
        listen(opened)
        return opened
      }
      await use(undefined)
      browser.newContext = open
      expect(refused, 'refused by the content policy').toEqual([])
    },
    { auto: true },
  ],
})
