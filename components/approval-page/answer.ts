import type { RequestPage } from '@/lib/approvals/queries/request'
import { html, type Markup } from '@/lib/html'
import { field } from './field'
import { icon } from './icons'
import { groupedLines, lineName, type PageLine } from './lines'
import { type Draft, type PageWords, problemText } from './words'

type About = { page: RequestPage; words: PageWords; token: string; draft: Draft }

/**
 * Approve all, or reject line by line with why: radio buttons in a form of the browser itself. The style sheet shows the
 * remark of what is rejected and counts the rejections on the button, so that none of it needs a script.
 */
export function answerForm({ page, words, token, draft }: About): Markup {
  const { t, p } = words
  const open = page.lines.filter((line) => line.answer === null)
  const own = draft?.typed.step === 'answer' ? draft : null
  const about = { draft: own, words }
  const lines = groupedLines(open, { files: page.files, words, token }, (line) => choice(line, about))
  return html`<form id="answer" class="answer" method="post" action="/approval/${token}/send" novalidate><input type="hidden" name="step" value="answer">${
    own && problemList(open, own, words)
  }<p class="soft">${t('page.howto')}${
    open.length > 8 && html` <a href="#answer-name">${p('toAnswer')}</a>`
  }</p>${lines}<div class="card" id="answer-name"><div class="inside">${field(
    'name',
    t('page.name'),
    { ...about, problem: 'answer.name' },
    { autocomplete: 'name' },
  )}<button class="button main all" type="submit">${icon('check')}${t('page.sendAll')}</button><button class="button main some" type="submit"><span>${t(
    'page.sendWith',
  )} <span class="count"></span> ${t('page.rejections')}</span></button></div></div></form>`
}

/** What is missing, each with the way to its field. */
function problemList(lines: readonly PageLine[], draft: NonNullable<Draft>, words: PageWords): Markup {
  const { t } = words
  const missing = [
    ...lines.flatMap((line) => {
      const why = problemText(draft.problems[`answer.remark.${line.id}`], words)
      return why ? [html`<li><a href="#f-r.${line.id}">${lineName(line, words)}: ${why}</a></li>`] : []
    }),
    draft.problems['answer.name'] &&
      html`<li><a href="#f-name">${problemText(draft.problems['answer.name'], words)}</a></li>`,
  ]
  const none = Object.keys(draft.problems).length === 0
  return html`<div role="alert" class="note alert"><p>${none ? problemText(draft.code, words) : t('page.incomplete')}</p>${
    !none && html`<ul>${missing}</ul>`
  }</div>`
}

function choice(line: PageLine, about: { draft: Draft; words: PageWords }): Markup {
  const { t, p } = about.words
  const isRejected = about.draft?.typed[`a.${line.id}`] === 'rejected'
  const one = (value: 'approved' | 'rejected', kind: 'yes' | 'no', isOn: boolean, label: string, sign: Markup) =>
    html`<label><input class="${kind}" type="radio" name="a.${line.id}" value="${value}"${isOn && html` checked`}><span>${sign}${label}</span></label>`
  return html`<fieldset class="choice"><legend class="unseen">${p('approveLine', { line: lineName(line, about.words) })}</legend>${[
    one('approved', 'yes', !isRejected, t('page.approve'), icon('check')),
    one('rejected', 'no', isRejected, t('page.reject'), icon('cross')),
  ]}</fieldset><div class="remark">${field(
    `r.${line.id}`,
    `${t('page.remark')} (${p('required')})`,
    { ...about, problem: `answer.remark.${line.id}` },
    { isLong: true, max: 2000 },
  )}</div>`
}

/** What was answered, line by line, and by whom. */
export function answeredLines({ page, words, token }: Omit<About, 'draft'>): Markup[] {
  const { t } = words
  return groupedLines(page.lines, { files: page.files, words, token }, ({ answer, remark, answeredByName }) => {
    const sign = answer === 'approved' ? icon('check') : answer === 'rejected' ? icon('cross') : icon('wait')
    return html`<div class="said-of"><span class="badge ${answer}">${sign}${t(answer ? `page.${answer}` : 'page.noAnswer')}</span>${
      remark && html`<p>“${remark}”</p>`
    }${answeredByName && html`<p class="small soft">${answeredByName}</p>`}</div>`
  })
}
