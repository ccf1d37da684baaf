/**
 * The look of the page that a customer approves hours on: one small sheet in the page itself, so that it stands at once on a
 * slow phone. The colours are those of components/ui/tokens.css; a test holds them to it.
 */
const tokens = `
  --canvas: light-dark(#f5f7f7, #0e1414);
  --surface: light-dark(#ffffff, #151c1c);
  --sunken: light-dark(#f1f4f4, #111818);
  --hover: light-dark(#eef2f2, #1e2828);
  --line: light-dark(#e2e7e7, #253030);
  --line-strong: light-dark(#cbd4d4, #374645);
  --line-control: light-dark(#84908d, #65746f);
  --ink: light-dark(#13201f, #e7eeed);
  --ink-soft: light-dark(#46534f, #b0bdba);
  --ink-faint: light-dark(#5f6c69, #8fa09c);
  --accent: light-dark(#0b5563, #3aa3b2);
  --accent-hover: light-dark(#083f4a, #57b9c7);
  --accent-ink: light-dark(#0b5563, #6fcad6);
  --on-accent: light-dark(#ffffff, #04181c);
  --focus: light-dark(#0e7c90, #5cc3d1);
  --todo-bg: light-dark(#eceff0, #232c2c);
  --todo-fg: light-dark(#424e4b, #bfcac7);
  --todo-line: light-dark(#cfd7d6, #3b4846);
  --running-bg: light-dark(#fdf1da, #33260c);
  --running-fg: light-dark(#7a4700, #f2c571);
  --running-line: light-dark(#efd09a, #624a1a);
  --done: light-dark(#1f7a46, #45b07a);
  --done-bg: light-dark(#e2f4e9, #0f2d1d);
  --done-fg: light-dark(#155c33, #86d9ab);
  --done-line: light-dark(#aedcc0, #20583a);
  --alert: light-dark(#c22f26, #ec6f64);
  --alert-bg: light-dark(#fdeae8, #3a1613);
  --alert-fg: light-dark(#96211a, #fcb0a8);
  --alert-line: light-dark(#f3bcb7, #6f2c26);`

const frame = `
*, ::before, ::after { box-sizing: border-box; margin: 0; padding: 0; }
:root { color-scheme: light dark; ${tokens}
  --company: var(--accent); --company-hover: var(--accent-hover); --company-ink: var(--accent-ink); --on-company: var(--on-accent); }
[data-company] { --company: var(--company-light-fill); --company-hover: var(--company-light-hover);
  --on-company: var(--company-light-on); --company-ink: light-dark(var(--company-light-ink), var(--company-dark-ink)); --focus: var(--company-ink); }
html { background: Canvas; background: var(--canvas); -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { min-height: 100dvh; display: flex; flex-direction: column; color: CanvasText; color: var(--ink);
  font: 1.0625rem/1.5 "Inter Variable", ui-sans-serif, system-ui, -apple-system, "Segoe UI", sans-serif; font-variant-numeric: tabular-nums; }
h1, h2, h3, strong, legend, label, summary { font-weight: 560; }
h1, h2, h3 { text-wrap: balance; overflow-wrap: anywhere; }
h1 { font-size: 1.6875rem; line-height: 1.26; }
h2 { font-size: 1.1875rem; line-height: 1.42; }
h3 { font-size: 1rem; }
ul { list-style: none; }
p { overflow-wrap: anywhere; }
a { color: var(--company-ink); text-decoration-color: var(--line-strong); text-underline-offset: .25em; }
:focus { outline: none; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
svg { width: 1.125em; height: 1.125em; flex: none; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.wide { width: 100%; max-width: 52rem; margin-inline: auto; padding-inline: 1rem; }
.bar { height: 4px; background: var(--company); }
.top { background: var(--surface); border-bottom: 1px solid var(--line); }
.top .wide { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1rem; padding-block: 1rem; }
.top strong { font-size: 1.25rem; color: var(--company-ink); overflow-wrap: anywhere; }
.top a { margin-left: auto; display: flex; align-items: center; min-height: 2.75rem; white-space: nowrap; }
.logo { display: flex; max-width: 60%; padding: .25rem; border-radius: 4px; background: #fff; }
.logo img { height: 2.75rem; max-width: 100%; object-fit: contain; object-position: left; }
main { flex: 1; padding-block: 1.5rem 2.5rem; }
article, .answer { display: flex; flex-direction: column; gap: 1.5rem; }
.foot { border-top: 1px solid var(--line); font-size: .9375rem; color: var(--ink-faint); }
.foot .wide { display: flex; flex-direction: column; gap: .25rem; padding-block: 1.25rem; }
.foot .wide > :first-child { color: var(--ink-soft); }
.foot a { display: inline-block; min-height: 1.5rem; margin-right: 1rem; color: inherit; }
.foot small { margin-top: .5rem; font-size: .8125rem; }
.soft { color: var(--ink-soft); }
.small { font-size: .9375rem; }
.said::first-letter { text-transform: uppercase; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }`

const parts = `
.head { display: flex; flex-direction: column; gap: .25rem; }
.facts { display: flex; flex-wrap: wrap; gap: .5rem; padding-block: .5rem; }
.facts li { padding: .25rem .75rem; border: 1px solid var(--line); border-radius: 6px; background: var(--surface); font-weight: 560; }
.note { padding: .75rem 1rem; border: 1px solid var(--line); border-radius: 6px; background: var(--surface); }
.note.done { border-color: var(--done-line); background: var(--done-bg); color: var(--done-fg); }
.note.alert { border-color: var(--alert-line); background: var(--alert-bg); color: var(--alert-fg); }
.note.running { border-color: var(--running-line); background: var(--running-bg); color: var(--running-fg); }
.note a { color: inherit; text-decoration-color: currentColor; }
.note ul { padding-top: .25rem; }
.note li a { display: inline-flex; align-items: center; min-height: 2.75rem; }
.card { border: 1px solid var(--line); border-radius: 6px; background: var(--surface); }
.card > .inside { display: flex; flex-direction: column; gap: 1rem; padding: 1rem; }
.card > summary { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0 1rem; padding: .75rem 1rem; cursor: pointer; list-style: none; }
.card > summary::-webkit-details-marker { display: none; }
.card > summary h2::before { content: ""; display: inline-block; width: .45em; height: .45em; margin-right: .6em; border: solid var(--ink-faint); border-width: 0 2px 2px 0; transform: rotate(-45deg) translateY(-.15em); transition: transform 120ms; }
.card[open] > summary h2::before { transform: rotate(45deg) translate(-.1em, -.1em); }
.card > summary span { color: var(--ink-soft); font-weight: 400; }
.day { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; padding: .5rem 1rem; border-block: 1px solid var(--line); background: var(--sunken); color: var(--ink-soft); }
.day + ul > li + li { border-top: 1px solid var(--line); }
.line { display: grid; gap: .75rem 1.5rem; padding: 1rem; }
.line > div { min-width: 0; display: flex; flex-direction: column; gap: .25rem; }
.line .what { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 .75rem; }
.notes { white-space: pre-line; }
.papers { padding: 0 1rem .75rem; }
.beside { display: flex; flex-wrap: wrap; gap: .5rem 1rem; padding-top: .25rem; }
.beside a { display: flex; align-items: center; gap: .5rem; min-height: 2.75rem; }
.beside img { display: block; width: 4rem; height: 4rem; object-fit: cover; border: 1px solid var(--line); border-radius: 4px; background: var(--sunken); }
.choice { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .5rem; min-width: 0; border: 0; align-self: start; }
.choice label { position: relative; cursor: pointer; font-weight: 400; }
.choice input { position: absolute; inset: 0; opacity: 0; cursor: pointer; }
.choice span { display: flex; align-items: center; justify-content: center; gap: .375rem; min-height: 2.75rem; padding: .25rem .5rem; border: 1px solid var(--line-control); font-size: .9375rem; border-radius: 6px; color: var(--ink-soft); }
.choice span:hover { background: var(--hover); }
.choice input:focus-visible + span { outline: 2px solid var(--focus); outline-offset: 2px; }
.choice .yes:checked + span { border-color: var(--done); background: var(--done-bg); color: var(--done-fg); font-weight: 560; }
.choice .no:checked + span { border-color: var(--alert); background: var(--alert-bg); color: var(--alert-fg); font-weight: 560; }
.said-of { display: flex; flex-direction: column; gap: .25rem; }
.badge { display: inline-flex; align-items: center; gap: .375rem; width: fit-content; min-height: 1.75rem; padding: 0 .5rem; border: 1px solid var(--todo-line); border-radius: 4px; background: var(--todo-bg); color: var(--todo-fg); font-size: .8125rem; }
.badge.approved { border-color: var(--done-line); background: var(--done-bg); color: var(--done-fg); }
.badge.rejected { border-color: var(--alert-line); background: var(--alert-bg); color: var(--alert-fg); }
.field { display: flex; flex-direction: column; gap: .25rem; }
.field input, .field textarea { width: 100%; min-height: 3rem; padding: .5rem .75rem; border: 1px solid var(--line-control); border-radius: 6px; background: var(--surface); color: inherit; font: inherit; }
.field textarea { min-height: 5rem; resize: vertical; }
.field [aria-invalid] { border-color: var(--alert); }
.wrong { display: flex; align-items: center; gap: .375rem; color: var(--alert-fg); }
.button { display: inline-flex; align-items: center; justify-content: center; gap: .5rem; min-height: 3rem; padding: .25rem 1.25rem; border: 1px solid var(--line-strong); border-radius: 6px; background: var(--surface); color: var(--ink); font: inherit; font-weight: 560; text-decoration: none; cursor: pointer; }
.button:hover { background: var(--hover); }
.button.main { border-color: transparent; background: var(--company); color: var(--on-company); }
.button.main:hover { background: var(--company-hover); }
.inside > .button { align-self: flex-start; }
.row { display: flex; flex-wrap: wrap; gap: .75rem; }
.side { display: flex; flex-direction: column; gap: .5rem; }
.side summary { width: fit-content; min-height: 2.75rem; display: flex; align-items: center; cursor: pointer; color: var(--company-ink); text-decoration: underline; text-decoration-color: var(--line-strong); text-underline-offset: .25em; font-weight: 400; }
.answer { counter-reset: rejected; }
.no:checked { counter-increment: rejected; }
.count::after { content: counter(rejected); }
.all { display: none; }
@supports selector(:has(a)) {
  .line:has(.no:checked) { box-shadow: inset 3px 0 0 var(--alert); }
  .line:not(:has(.no:checked)) .remark { display: none; }
  .answer:has(.no:checked) .all, .answer:not(:has(.no:checked)) .some { display: none; }
  .answer:not(:has(.no:checked)) .all { display: inline-flex; }
}
.empty { display: flex; flex-direction: column; align-items: center; gap: .5rem; padding-block: 3.5rem; text-align: center; }
.empty svg { width: 2.5rem; height: 2.5rem; padding: .6rem; border-radius: 50%; background: var(--sunken); color: var(--ink-faint); }
.empty p { max-width: 28rem; color: var(--ink-soft); text-wrap: balance; }
@media (max-width: 39.99rem) { form > .inside > .button, .inside > .button { width: 100%; } .row .button { flex: 1; } }
@media (min-width: 40rem) {
  .wide { padding-inline: 1.5rem; }
  .line { grid-template-columns: 1fr auto; }
  .choice { grid-template-columns: auto auto; } .choice span { padding-inline: .75rem; }
  .remark { grid-column: 1 / -1; }
  .said-of { max-width: 16rem; align-items: flex-end; text-align: right; }
}
@media (prefers-reduced-motion: reduce) { * { transition: none !important; } }
@media print { html { background: #fff; } form, .side, .row { display: none !important; } }`

export const approvalStyle = `${frame}${parts}`.replace(/\n\s*/g, '')
export { tokens as approvalTokens }
