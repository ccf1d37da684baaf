import type { Company } from '@/components/ui/public-shell'
import type { RequestPage } from '@/lib/approvals/queries/request'
import { type ApprovalStatus, dayText } from '@/lib/approvals/rules'
import { html, type Markup } from '@/lib/html'
import { answeredLines, answerForm } from './answer'
import { documentOf } from './document'
import { icon } from './icons'
import { totalText } from './lines'
import { downloads, sideForms } from './side'
import { type Draft, type PageWords, wordsOf } from './words'

/** What just happened, said at the top; `late`: what was sent came after somebody else's answer, or after the end. */
export type Notice = 'forwarded' | 'asked' | 'busy' | 'late' | null

type About = {
  page: RequestPage
  company: Company
  timeZone: string
  locale: string
  state: ApprovalStatus
  token: string
  draft: Draft
  notice: Notice
}

/** The page behind a link: what is asked, what was answered, or why there is nothing to do any more. */
export function approvalPage(about: About): string {
  const { page, company, locale, state, token } = about
  const words = wordsOf(locale, about.timeZone)
  const { t } = words
  const title = [titleOf(page.request, words), page.request.number, company.name].join(' · ')
  if (state === 'expired' || state === 'withdrawn') {
    const late = about.notice === 'late' && words.p(state === 'expired' ? 'lateExpired' : 'lateWithdrawn')
    const text = [t(`page.${state}Text`, { company: company.name }), late].filter(Boolean).join(' ')
    return documentOf(locale, title, company, empty('off', t(`page.${state}Title`), text))
  }
  const body = html`<article>${head(page, state, words)}${notice(about, words)}${
    state === 'answered'
      ? html`${answered(page, words)}${answeredLines({ page, words, token })}${downloads(token, words)}`
      : html`${answerForm({ page, words, token, draft: about.draft })}${downloads(token, words)}${sideForms(token, words, about.draft)}`
  }</article>`
  return documentOf(locale, title, company, body)
}

/** A link that nobody made, or too many of them: no word about any company. */
export function nobodysPage(locale: string, why: 'unknown' | 'slow' | 'busy'): string {
  const { t, p } = wordsOf(locale, 'UTC')
  if (why === 'unknown')
    return documentOf(locale, p('unknownTitle'), null, empty('off', p('unknownTitle'), p('unknownText')))
  const title = t('page.slowTitle')
  return documentOf(locale, title, null, empty('wait', title, t(why === 'slow' ? 'page.slowText' : 'problem.busy')))
}

function empty(sign: 'off' | 'wait', title: string, text: string): Markup {
  return html`<div class="empty">${icon(sign)}<h1>${title}</h1><p>${text}</p></div>`
}

function titleOf({ kind }: RequestPage['request'], { t, p }: PageWords): string {
  return kind === 'order' ? p('orderTitle') : t('page.title')
}

/** What it is about: project, period, how many people and orders, hours and expenses. */
function head(
  { request, project, order, customer, lines }: RequestPage,
  state: ApprovalStatus,
  words: PageWords,
): Markup {
  const { t, p, locale } = words
  const people = new Set(lines.map(({ facts }) => facts.member).filter(Boolean)).size
  const orders = new Set(lines.flatMap(({ facts }) => (facts.kind === 'order' ? facts.order : []))).size
  const facts = [
    people > 0 && t('page.members', { count: people }),
    orders > 0 && p('orders', { count: orders }),
    totalText(lines, words),
  ].filter((one): one is string => Boolean(one))
  const span = { from: dayText(request.periodFrom, locale), to: dayText(request.periodTo, locale) }
  const until = state === 'open' && ` ${p('until', { day: words.day(request.expiresAt) })}`
  return html`<header class="head"><p class="soft">${titleOf(request, words)} · ${request.number}</p><h1>${project?.name ?? order?.title ?? customer.name}</h1><p class="soft">${
    span.from === span.to ? span.from : t('page.span', span)
  }</p><ul class="facts">${facts.map((one) => html`<li>${one}</li>`)}</ul><p class="soft small">${p('sentTo', {
    name: request.recipientName || request.recipient,
    when: words.when(request.sentAt),
  })}${until}</p></header>`
}

function notice({ notice, state }: About, { t, p }: PageWords): Markup | null {
  if (notice === 'late') return state === 'open' ? null : html`<p role="alert" class="note alert">${p('late')}</p>`
  if (notice === 'busy') return html`<p role="alert" class="note running">${t('problem.busy')}</p>`
  return notice && html`<p role="status" class="note done">${t(`page.${notice}`)}</p>`
}

function answered({ request, lines }: RequestPage, { t, p, when }: PageWords): Markup {
  const said = {
    name: request.answeredByName,
    days: request.silentConsentDays ?? 0,
    when: when(request.answeredAt ?? request.sentAt),
  }
  const words = request.kind === 'order' ? 'order' : 'page'
  const text = t(request.silentConsentAt ? `${words}.silentText` : 'page.answeredText', said)
  const of = (answer: string) => lines.filter((line) => line.answer === answer).length
  return html`<div role="status" class="note done"><h2>${t('page.answeredTitle')}</h2><p>${text} ${p('counts', {
    approved: of('approved'),
    rejected: of('rejected'),
  })}</p><p>${t(`${words}.answeredMail`)}</p></div>`
}
