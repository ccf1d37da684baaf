import type { RequestPage } from '@/lib/approvals/queries/request'
import { dayText, hoursText } from '@/lib/approvals/rules'
import { groupsToShow, quantityText, sortText, totalsOf } from '@/lib/approvals/rules/shown'
import { html, type Markup } from '@/lib/html'
import { formatDecimal, formatMoney, intlLocale } from '@/lib/money'
import { icon } from './icons'
import type { PageWords } from './words'

export type PageLine = RequestPage['lines'][number]
type Beside = { files: RequestPage['files']; words: PageWords; token: string }

/** Lines per member and day, and per finished order; `answer` draws what stands beside or below each. */
export function groupedLines(lines: readonly PageLine[], beside: Beside, answer: (line: PageLine) => Markup): Markup[] {
  const { words } = beside
  return groupsToShow(lines).map(({ name, order, days }) => {
    const own = days.flatMap((day) => day.lines)
    const title = order ? html`${words.p('order', { number: order.order })} · ${order.title}` : name
    const papers = own.filter(isOfWhole).flatMap(({ facts }) => facts.fileIds)
    return html`<details class="card" open><summary><h2>${title}</h2><span>${totalText(own, words)}</span></summary>${
      papers.length > 0 && html`<div class="papers">${filesOf(papers, false, beside)}</div>`
    }${days.map(
      ({ day, lines: ofDay }) =>
        html`<div class="day"><h3 class="said">${dayText(day, words.locale, 'full')}</h3>${
          ofDay.length > 1 && html`<span>${totalText(ofDay, words)}</span>`
        }</div><ul>${ofDay.map((line) => html`<li class="line">${lineOf(line, beside)}${answer(line)}</li>`)}</ul>`,
    )}</details>`
  })
}

/** Of a finished order the report and photos are of the whole, and stand above its lines. */
function isOfWhole({ facts }: PageLine): boolean {
  return facts.kind === 'order' && facts.lineKind !== 'expense'
}

/** `15 u 30 · € 12,10 onkosten`; nothing where there is neither. */
export function totalText(lines: readonly PageLine[], { t, locale }: PageWords): string {
  const { minutes, costs } = totalsOf(lines)
  return [
    minutes > 0 && hoursText(minutes, t),
    Number(costs) > 0 && t('page.expensesTotal', { amount: formatMoney(costs, intlLocale(locale)) }),
  ]
    .filter(Boolean)
    .join(' · ')
}

/** How a line is called where only words can stand: `An Claes, 3 nov. 2026, 7 u 30 werk`. */
export function lineName({ facts }: PageLine, { t, locale }: PageWords): string {
  const whose = facts.kind === 'order' ? facts.notes : facts.member
  return [whose, dayText(facts.day, locale), `${quantityText(facts, locale, t)} ${sortText(facts, t)}`].join(', ')
}

/** A line as it was offered: how much, what for, and the photos, receipt and signed report beside it. */
function lineOf(line: PageLine, beside: Beside): Markup {
  const { facts } = line
  const { words } = beside
  const { t, locale } = words
  const span = facts.kind === 'hours' && facts.startAt && facts.endAt ? words.span(facts.startAt, facts.endAt) : ''
  const distance = facts.kind === 'expense' && facts.kilometres ? `${formatDecimal(facts.kilometres, locale)} km` : ''
  const small = [span, distance].filter(Boolean).join(' · ')
  const isCost = facts.kind === 'expense' || (facts.kind === 'order' && facts.lineKind === 'expense')
  return html`<div><p class="what"><strong>${quantityText(facts, locale, t)}</strong><span>${sortText(facts, t)}</span>${
    small && html`<span class="soft small">${small}</span>`
  }</p>${facts.phase && html`<p class="soft small">${facts.phase}</p>`}${
    facts.notes && html`<p class="notes">${facts.notes}</p>`
  }${!isOfWhole(line) && filesOf(facts.fileIds, isCost, beside)}</div>`
}

function filesOf(ids: readonly string[], isReceipt: boolean, { files, words, token }: Beside): Markup | null {
  const own = files.filter((file) => ids.includes(file.id))
  if (own.length === 0) return null
  return html`<ul class="beside">${own.map((file) => fileOf(file, isReceipt, words, token))}</ul>`
}

function fileOf(file: RequestPage['files'][number], isReceipt: boolean, { t }: PageWords, token: string): Markup {
  const address = `/approval/${token}/download?file=${file.id}`
  const isPicture = file.type.startsWith('image/')
  const called = t(isReceipt ? 'page.receipt' : isPicture ? 'page.photo' : 'page.report')
  return html`<li><a href="${address}">${
    isPicture
      ? html`<img src="${address}&w=160" alt="${called}" loading="lazy" width="64" height="64">`
      : html`${icon('paper')}${called}`
  }</a></li>`
}
