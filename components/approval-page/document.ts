import { companyColours } from '@/components/ui/company-colour'
import type { Company } from '@/components/ui/public-shell'
import { html, type Markup, ownText } from '@/lib/html'
import { documentText } from '@/lib/text'
import { approvalStyle } from './style'

/** A whole page in the company's clothes, as PublicShell draws them, without a script; without a company it names nobody. */
export function documentOf(locale: string, title: string, company: Company | null, body: Markup): string {
  const page = html`<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow"><meta name="format-detection" content="telephone=no">
<meta name="theme-color" media="(prefers-color-scheme: light)" content="#f5f7f7"><meta name="theme-color" media="(prefers-color-scheme: dark)" content="#0e1414">
<title>${title}</title><style>${ownText(approvalStyle)}</style></head>
<body${company && clothes(company)}><div class="bar"></div>${company && top(company)}
<main class="wide" id="main">${body}</main>${company && foot(locale, company)}</body></html>`
  return page.text
}

function clothes(company: Company): Markup | null {
  const colours = companyColours(company.colour)
  if (!colours) return null
  const style = Object.entries(colours).map(([name, value]) => `${name}: ${value}`)
  return html` data-company style="${style.join('; ')}"`
}

function top({ name, logoSrc, phone }: Company): Markup {
  return html`<header class="top"><div class="wide">${
    logoSrc ? html`<span class="logo"><img src="${logoSrc}" alt="${name}"></span>` : html`<strong>${name}</strong>`
  }${phone && html`<a href="tel:${phone.replace(/[^\d+]/g, '')}">${phone}</a>`}</div></header>`
}

function foot(locale: string, { name, legal, email, website }: Company): Markup {
  return html`<footer class="foot"><div class="wide"><p>${name}</p>${legal && html`<p>${legal}</p>`}<p>${
    email && html`<a href="mailto:${email}">${email}</a>`
  }${website && html`<a href="${website}" rel="noopener noreferrer">${website.replace(/^https?:\/\//, '')}</a>`}</p><small>${documentText(
    locale,
    'approvalPage',
  )('madeWith')}</small></div></footer>`
}
