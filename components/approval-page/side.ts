import { html, type Markup } from '@/lib/html'
import { field } from './field'
import { icon } from './icons'
import { type Draft, type PageWords, problemText } from './words'

/** The timesheet to keep. */
export function downloads(token: string, { t }: PageWords): Markup {
  const one = (kind: 'pdf' | 'csv') =>
    html`<a class="button" download href="/approval/${token}/download${kind === 'csv' && '?as=csv'}">${icon('download')}${t(`page.${kind}`)}</a>`
  return html`<nav class="row" aria-label="${t('page.downloads')}">${one('pdf')}${one('csv')}</nav>`
}

/** Passing it on to a colleague, and asking something. */
export function sideForms(token: string, words: PageWords, draft: Draft): Markup {
  const { t } = words
  const about = (problem: string) => ({ draft, words, problem })
  const forward = html`<p class="soft">${t('page.forwardText')}</p>${[
    field('forward.name', t('page.name'), about('forward.name'), { autocomplete: 'name' }),
    field('forward.colleague', t('page.colleague'), about('forward.colleague')),
    field('forward.email', t('page.email'), about('forward.email'), { type: 'email', max: 254 }),
  ]}`
  const ask = html`${[
    field('ask.name', t('page.name'), about('ask.name'), { autocomplete: 'name' }),
    field('ask.question', t('page.question'), about('ask.question'), { isLong: true, max: 2000 }),
  ]}`
  const side = (step: 'forward' | 'ask', fields: Markup, button: string) => {
    const own = draft?.typed.step === step ? draft : null
    const refused = own && Object.keys(own.problems).length === 0 && problemText(own.code, words)
    return html`<details id="${step}"${own && html` open`}><summary>${t(`page.${step}`)}</summary><form class="card" method="post" action="/approval/${token}/send" novalidate><div class="inside"><input type="hidden" name="step" value="${step}">${
      refused && html`<p role="alert" class="wrong">${icon('alert')}${refused}</p>`
    }${fields}<button class="button" type="submit">${button}</button></div></form></details>`
  }
  return html`<div class="side">${side('forward', forward, t('page.forwardSend'))}${side('ask', ask, t('page.askSend'))}</div>`
}
