import { type BrowserContext, test as base, expect } from '@playwright/test'

export { expect }

/** Every journey: what its screens do passes the content policy and has its words, in whichever browser it opens. */
export const test = base.extend<{ complaints: undefined }>({
  complaints: [
    async ({ browser, context }, use, test) => {
      const complaints: string[] = []
      const errors: string[] = []
      const listen = (one: BrowserContext) => {
        one.on('weberror', (error) => errors.push(String(error.error().stack ?? error.error())))
        one.on('console', (message) => {
          if (message.type() === 'error') errors.push(message.text())
          if (/Content.Security.Policy|_MESSAGE: |FORMATTING_ERROR/i.test(message.text()))
            complaints.push(message.text())
        })
      }
      listen(context)
      const open = browser.newContext
      const opened: BrowserContext[] = []
      browser.newContext = async (options) => {
        const one = await open.call(browser, options)
        listen(one)
        opened.push(one)
        return one
      }
      await use(undefined)
      browser.newContext = open
      // Left open, each would go on hearing of every change and draw it, beside all journeys that follow.
      await Promise.all(opened.map((one) => one.close()))
      // A screen that broke says why only in its browser.
      if (test.status !== test.expectedStatus && errors.length > 0)
        process.stdout.write(`${errors.slice(-10).join('\n')}\n`)
      expect(complaints, 'said by the browser').toEqual([])
    },
    { auto: true },
  ],
})
