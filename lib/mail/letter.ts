/** A mail as the customer sees it: one message, one button, the facts as text for people who don't click. */
export type Letter = {
  organization: { name: string; colour: string; contact: string }
  locale: string
  heading: string
  paragraphs: string[]
  facts?: { label: string; value: string }[]
  button?: { label: string; url: string }
  closing?: string
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => escapes[character] ?? character)
const lines = (text: string) => escaped(text).replaceAll('\n', '<br>')

/** The same letter as HTML (tables and inline styles: mail programs know no better) and as plain text. */
export function renderLetter(letter: Letter): { html: string; text: string } {
  return { html: htmlOf(letter), text: textOf(letter) }
}

function htmlOf({ organization, locale, heading, paragraphs, facts = [], button, closing }: Letter): string {
  const colour = /^#[0-9a-f]{6}$/i.test(organization.colour) ? organization.colour : '#0f5c66'
  const rows = facts
    .map(
      ({ label, value }) =>
        `<tr><td style="padding:6px 16px 6px 0;color:#5b6670;vertical-align:top;white-space:nowrap">${escaped(label)}</td><td style="padding:6px 0;color:#14202b">${lines(value)}</td></tr>`,
    )
    .join('')
  return `<!doctype html><html lang="${escaped(locale)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(heading)}</title></head>
<body style="margin:0;background:#f4f6f7;font-family:Inter,-apple-system,Segoe UI,Roboto,Arial,sans-serif;font-size:16px;line-height:1.5;color:#14202b">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border:1px solid #e2e7ea;border-radius:6px">
<tr><td style="padding:20px 28px;border-bottom:3px solid ${colour};font-weight:600;font-size:17px">${escaped(organization.name)}</td></tr>
<tr><td style="padding:28px"><h1 style="margin:0 0 16px;font-size:22px;line-height:1.3">${escaped(heading)}</h1>
${paragraphs.map((paragraph) => `<p style="margin:0 0 16px">${lines(paragraph)}</p>`).join('\n')}
${rows ? `<table role="presentation" cellpadding="0" cellspacing="0" style="margin:0 0 20px;font-size:15px">${rows}</table>` : ''}
${button ? `<p style="margin:8px 0 20px"><a href="${escaped(button.url)}" style="display:inline-block;background:${colour};color:#ffffff;text-decoration:none;padding:12px 22px;border-radius:6px;font-weight:600">${escaped(button.label)}</a></p>` : ''}
${closing ? `<p style="margin:0;color:#5b6670">${lines(closing)}</p>` : ''}</td></tr>
<tr><td style="padding:16px 28px;border-top:1px solid #e2e7ea;color:#5b6670;font-size:13px">${lines(organization.contact)}</td></tr>
</table></td></tr></table></body></html>`
}

function textOf({ organization, heading, paragraphs, facts = [], button, closing }: Letter): string {
  const parts = [heading, ...paragraphs]
  if (facts.length > 0) parts.push(facts.map(({ label, value }) => `${label}: ${value}`).join('\n'))
  if (button) parts.push(`${button.label}:\n${button.url}`)
  if (closing) parts.push(closing)
  return [...parts, '--', organization.name, organization.contact].join('\n\n')
}
