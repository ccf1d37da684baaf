import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { approvalLines, approvalRequests } from '@/db/schema/approvals'
import { timeEntries } from '@/db/schema/hours'
import { mails } from '@/db/schema/mail'
import { withdraw } from '@/lib/approvals/mutations/decide'
import { offer } from '@/lib/approvals/mutations/offer'
import { expireRequests } from '@/lib/approvals/mutations/sweep'
import { reading, writing } from '@/lib/auth/actor'
import { withinLimit } from '@/lib/auth/rate-limit'
import { createCustomer } from '@/lib/customers/mutations/customers'
import { newId } from '@/lib/ids'
import { createProject } from '@/lib/projects/mutations/projects'
import { Temporal } from '@/lib/time'
import { makeCompany } from '@/scripts/test/company'
import { inOneWindow } from '@/scripts/test/window'
import { GET as download } from './[token]/download/route'
import { GET as open } from './[token]/route'
import { POST as send } from './[token]/send/route'

type Handler = (request: Request, context: { params: Promise<{ token: string }> }) => Promise<Response>
const evil = '<script>alert(1)</script>'

/** Three lines of a project with the customer, as asked over the wire by a browser at an address of its own. */
async function world(locale: 'nl' | 'en' | 'fr' | 'de' = 'nl') {
  const { actors, organizationId } = await makeCompany()
  const { administration } = actors
  const made = await writing(administration, async (write) => {
    const place = { street: 'Markt', city: 'Leuven', email: 'kris@example.com' }
    const customer = await createCustomer(write, { kind: 'company', name: 'Bouwwerken Claes', locale, ...place })
    const about = { name: `Nieuwbouw ${evil}`, pricing: 'hourly', invoicing: 'weekly', approval: 'yes' } as const
    const project = await createProject(write, { customerId: customer.id, ...about })
    await write.db.insert(timeEntries).values(
      ['Kelder', evil, 'Zolder'].map((notes, index) => ({
        ...{ organizationId, id: newId(), memberId: administration.id, projectId: project.id, notes },
        ...{ day: `2026-11-0${index + 2}`, minutes: 450, hourType: 'work' as const, origin: 'manual' as const },
        ...{ state: 'approved' as const, submittedAt: write.now.toString(), approvedAt: write.now.toString() },
      })),
    )
    const { ids } = await offer(write, { projectId: project.id, day: '2026-11-02' })
    return { projectId: project.id, id: ids[0] ?? '' }
  })
  const rows = () =>
    reading(administration, async ({ db }) => ({
      request: (await db.select().from(approvalRequests).where(eq(approvalRequests.id, made.id)))[0],
      lines: await db.select().from(approvalLines).orderBy(approvalLines.position),
      mails: await db.select().from(mails).orderBy(mails.id),
    }))
  const token = /\/approval\/([\w-]{43})/.exec((await rows()).mails[0]?.text ?? '')?.[1] ?? ''
  const peer = `test-${newId()}`
  const ask = async (handler: Handler, path = '', form?: Record<string, string>, more = { token, peer }) => {
    const headers = { 'x-werkstroom-peer': more.peer, 'accept-language': 'fr', host: 'localhost' }
    const body = form && new URLSearchParams(form)
    const request = new Request(`http://localhost/approval/${more.token}${path}`, {
      method: form ? 'POST' : 'GET',
      headers,
      body,
    })
    const reply = await handler(request, { params: Promise.resolve({ token: more.token }) })
    return {
      status: reply.status,
      location: reply.headers.get('location') ?? '',
      text: await reply.text(),
      headers: reply.headers,
    }
  }
  /** Sends the form and shows the page that the browser is led to. */
  const post = async (form: Record<string, string>) => {
    const { status, location } = await ask(send, '/send', form)
    expect(status).toBe(303)
    return { ...(await ask(open, location.slice(`/approval/${token}`.length))), location }
  }
  const answers = async (...said: string[]) => {
    const { lines } = await rows()
    return Object.fromEntries([
      ['step', 'answer'],
      ...lines.flatMap((line, index) => [
        [`a.${line.id}`, said[index] ?? 'approved'],
        [`r.${line.id}`, said[index] === 'rejected' ? 'Te veel' : ''],
      ]),
    ]) as Record<string, string>
  }
  return { actors, ...made, rows, ask, post, answers, token, peer }
}
type World = Awaited<ReturnType<typeof world>>

let w: World
beforeEach(async () => {
  w = await world()
})

test('who asks for the timesheet too often is told to wait, by link and by address, and still sees the page', async () => {
  const csv = (more?: { token: string; peer: string }) => w.ask(download, '/download?as=csv', undefined, more)
  const other = () => ({ token: w.token, peer: `test-${newId()}` })
  for (let times = 0; times < 20; times++) expect((await csv(times % 2 ? other() : undefined)).status).toBe(200)
  const late = await csv(other())
  expect([late.status, late.headers.get('retry-after')]).toEqual([429, '600'])
  expect(late.text).toContain('C’était trop rapide. Réessayez dans quelques minutes.')
  expect((await w.ask(download, '/download')).status).toBe(429)
  expect((await w.ask(open)).status).toBe(200)
  // Another link, from an address that asked too often.
  const next = await world()
  const { peer } = w
  for (let times = 0; times < 60; times++) await withinLimit(`address:${peer}`, 'approvals.download', 60, 600)
  expect((await next.ask(download, '/download?as=csv', undefined, { token: next.token, peer })).status).toBe(429)
  expect((await next.ask(download, '/download?as=csv')).status).toBe(200)
})

describe('the page of a link', () => {
  test('is one page without a script, that lets nothing of what was typed become one', async () => {
    const { status, text, headers } = await w.ask(open)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(text).not.toMatch(/<script|<link|javascript:|\son\w+=/i)
    expect(text.split('&lt;script&gt;').length).toBeGreaterThan(2)
    for (const words of ['lang="nl"', 'Kelder', 'Zolder', '22 u 30', '7 u 30', 'Alles goedkeuren', 'Testbedrijf'])
      expect(text).toContain(words)
    expect(Buffer.byteLength(text)).toBeLessThan(40_000)
  })

  test.each([
    ['en', 'Approve all', 'Monday'],
    ['fr', 'Tout approuver', 'lundi'],
    ['de', 'Alles genehmigen', 'Montag'],
  ] as const)('speaks the language of the customer: %s', async (locale, button, day) => {
    w = await world(locale)
    const { text } = await w.ask(open)
    for (const words of [`lang="${locale}"`, button, day]) expect(text).toContain(words)
  })

  test('says beside each field what is missing, keeps what was typed, and takes the answer', async () => {
    const form = await w.answers('approved', 'rejected', 'approved')
    const { lines } = await w.rows()
    const refused = await w.post({ ...form, name: '', [`r.${lines[1]?.id}`]: '' })
    expect(refused.location).toMatch(/\?draft=[\w-]{43}#answer$/)
    for (const words of ['Vul uw naam in.', 'Zeg waarom u deze regel afwijst.', `href="#f-r.${lines[1]?.id}"`])
      expect(refused.text).toContain(words)
    expect(refused.text).toContain(`value="rejected" checked`)
    const done = await w.post({ ...form, name: 'Kris Claes' })
    for (const words of ['Dit verzoek is beantwoord', 'Kris Claes', '2 regels goedgekeurd, 1 afgewezen', 'Te veel'])
      expect(done.text).toContain(words)
    expect((await w.rows()).request).toMatchObject({ status: 'answered', answeredByName: 'Kris Claes' })
  })

  test('takes a double tap as one, and tells who was second on another screen that nothing of theirs was kept', async () => {
    const form = { ...(await w.answers()), name: 'Kris Claes' }
    expect((await w.post(form)).location).toBe(`/approval/${w.token}`)
    expect((await w.post(form)).location).toBe(`/approval/${w.token}`)
    const second = await w.post({ ...(await w.answers('rejected')), name: 'Mo' })
    expect(second.text).toContain('Wat u net verstuurde is niet bewaard: er was al geantwoord.')
    expect(second.text).toContain('Kris Claes antwoordde op')
    expect((await w.rows()).lines.map((line) => line.answer)).toEqual(['approved', 'approved', 'approved'])
  })

  test('forwards, asks, and says what is wrong with an address', async () => {
    const forward = { step: 'forward', 'forward.name': 'Kris', 'forward.colleague': 'Mo', 'forward.email': 'geen' }
    const refused = await w.post(forward)
    for (const words of ['Dit is geen mailadres.', 'value="geen"', '<details id="forward" open>'])
      expect(refused.text).toContain(words)
    expect((await w.post({ ...forward, 'forward.email': 'mo@example.com' })).text).toContain('Doorgestuurd.')
    const asked = await w.post({ step: 'ask', 'ask.name': 'Kris', 'ask.question': 'Waarom drie dagen?' })
    expect(asked.text).toContain('Uw vraag is verstuurd.')
    const { mails: sent } = await w.rows()
    expect(sent.map((mail) => mail.kind).filter((kind) => kind !== 'approvals.offered')).toEqual([
      'approvals.forwarded',
      'approvals.asked',
    ])
  })

  test('takes a double tap on a question or a forwarding as one, and the same again later as meant', async () => {
    const question = { step: 'ask', 'ask.name': 'Kris', 'ask.question': 'Waarom drie dagen?' }
    const forward = {
      step: 'forward',
      'forward.name': 'Kris',
      'forward.colleague': 'Mo',
      'forward.email': 'mo@example.com',
    }
    for (const form of [question, forward]) {
      const told = form.step === 'ask' ? 'Uw vraag is verstuurd.' : 'Doorgestuurd.'
      const both = await Promise.all([w.post(form), w.post(form)])
      expect(both.every(({ text }) => text.includes(told))).toBe(true)
    }
    const kinds = async () => (await w.rows()).mails.map((mail) => mail.kind).sort()
    expect(await kinds()).toEqual(['approvals.asked', 'approvals.forwarded', 'approvals.offered'])
    await w.post({ ...question, 'ask.question': 'En waarom de zolder?' })
    await w.post({ ...forward, 'forward.email': 'bo@example.com' })
    expect((await kinds()).filter((kind) => kind !== 'approvals.offered')).toEqual([
      ...['approvals.asked', 'approvals.asked', 'approvals.forwarded', 'approvals.forwarded'],
    ])
  })

  test('takes as many signs as its fields do, with lines between them, and says beside each which is too long', async () => {
    const form = { ...(await w.answers('rejected')), name: 'Kris Claes' }
    const [first] = (await w.rows()).lines
    // A browser counts the end of a line as one sign, and sends two.
    const remark = `${'a'.repeat(999)}\r\n${'b'.repeat(1000)}`
    const refused = await w.post({ ...form, [`r.${first?.id}`]: `${remark}c` })
    for (const words of ['Dit is te lang.', `href="#f-r.${first?.id}"`]) expect(refused.text).toContain(words)
    expect((await w.post({ ...form, [`r.${first?.id}`]: remark })).text).toContain('Dit verzoek is beantwoord')
    expect((await w.rows()).lines[0]?.remark).toBe(remark.replace('\r', ''))
  })

  test('says when it is over or was taken back, also to who still answers, and then downloads nothing', async () => {
    const form = { ...(await w.answers()), name: 'Kris' }
    const { administration } = w.actors
    const version = (await w.rows()).request?.version ?? 0
    await writing(administration, (write) => withdraw(write, { id: w.id, version, reason: 'Fout' }))
    const late = await w.post(form)
    for (const words of ['Dit verzoek is ingetrokken', 'is niet bewaard: het verzoek is net ingetrokken'])
      expect(late.text).toContain(words)
    expect(await w.ask(download, '/download')).toMatchObject({ status: 307, location: `/approval/${w.token}` })

    w = await world()
    await writing(w.actors.administration, expireRequests, Temporal.Now.instant().add({ hours: 24 * 400 }))
    expect((await w.ask(open)).text).toContain('Deze link is verlopen')
    expect((await w.post({ ...(await w.answers()), name: 'Kris' })).text).toContain('de termijn is voorbij')
    expect((await w.rows()).lines.every((line) => line.answer === null)).toBe(true)
  })

  test('a thousand wrong tokens: none says anything of a company, and who tries them is slowed down alone', async () => {
    await inOneWindow(600, async () => {
      w = await world()
      const seen = new Map<number, number>()
      const wrong = (index: number) => `${String(index).padStart(4, '0')}${w.token.slice(4)}`
      for (let index = 0; index < 1000; index++) {
        const { status, text } = await w.ask(open, '', undefined, { token: wrong(index), peer: w.peer })
        seen.set(status, (seen.get(status) ?? 0) + 1)
        if (index === 0) expect(text).toContain('Ce lien ne fonctionne pas')
        expect(text).not.toContain('Testbedrijf')
      }
      expect(Object.fromEntries(seen)).toEqual({ 404: 300, 429: 700 })
      for (const [handler, path] of [
        [open, ''],
        [download, '/download'],
      ] as const)
        expect((await w.ask(handler, path)).status).toBe(429)
      const slowed = await w.ask(send, '/send', { ...(await w.answers()), name: 'Kris' })
      expect([slowed.status, slowed.headers.get('retry-after')]).toEqual([429, '600'])
      expect((await w.ask(open, '', undefined, { token: w.token, peer: `${w.peer}-other` })).status).toBe(200)
    })
    expect((await w.rows()).request?.status).toBe('open')
  }, 60_000)
})
