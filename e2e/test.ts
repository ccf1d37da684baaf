import { type BrowserContext, test as base, expect } from '@playwright/test'

export { expect }

/** Every journey: what its screens do passes the content policy and has its words, in whichever browser it opens. */
export const test = base.extend<{ complaints: undefined }>({
  complaints: [
    async ({ browser, context }, use) => {
      const complaints: string[] = []
      const listen = (one: BrowserContext) =>
        one.on('console', (message) => {
          if (/Content.Security.Policy|_MESSAGE: |FORMATTING_ERROR/i.test(message.text()))
            complaints.push(message.text())
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
      expect(complaints, 'said by the browser').toEqual([])
    },
    { auto: true },
  ],
})
