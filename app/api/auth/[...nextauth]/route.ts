import { cookies, headers } from 'next/headers'
import type { NextRequest } from 'next/server'
import NextAuth, { type NextAuthOptions } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { signInInput, switchInput } from '@/lib/auth/input'
import { endSession, type SignedIn, signIn, switchCompany, type Visitor } from '@/lib/auth/mutations/sign-in'
import { sessionHours } from '@/lib/auth/rules'
import { currentSession, sessionCookieName } from '@/lib/auth/session'
import { clientAddress } from '@/lib/client-address'
import { env } from '@/lib/env'
import { newId } from '@/lib/ids'
import { log } from '@/lib/log'
import { Refused } from '@/lib/refused'

type Context = { params: Promise<{ nextauth: string[] }> }

/** The cookie only names a row in `sessions`; who that is, and whether it still stands, is asked of the database each time. */
function options(): NextAuthOptions {
  const secure = env.APP_URL.startsWith('https://')
  const cookie = (name: string) => ({
    name,
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure } as const,
  })
  const host = secure ? '__Host-' : ''
  return {
    secret: env.AUTH_SECRET,
    session: { strategy: 'jwt', maxAge: sessionHours.field * 3600 },
    useSecureCookies: secure,
    cookies: {
      sessionToken: cookie(sessionCookieName()),
      csrfToken: cookie(`${host}werkstroom.csrf`),
      callbackUrl: cookie(`${host}werkstroom.callback`),
    },
    pages: { signIn: '/sign-in', error: '/sign-in', signOut: '/sign-in' },
    providers: [
      Credentials({
        id: 'password',
        credentials: { email: {}, password: {}, organizationId: {} },
        authorize: (given) =>
          answered(async (visitor) => {
            const typed = signInInput.safeParse(given)
            if (!typed.success) throw new Refused('auth.wrong_credentials')
            const found = await signIn(typed.data, visitor)
            if ('companies' in found) throw new Error(`choose:${JSON.stringify(found.companies)}`)
            return found
          }),
      }),
      Credentials({
        id: 'company',
        credentials: { organizationId: {} },
        authorize: (given) =>
          answered(async (visitor) => {
            const session = await currentSession()
            if (!session) throw new Refused('common.signed_out')
            const chosen = switchInput.safeParse(given)
            if (!chosen.success) throw new Refused('auth.wrong_credentials')
            const next = await switchCompany(session.me.accountId, chosen.data.organizationId, visitor)
            await endSession(session.me.sessionId)
            return next
          }),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? { sessionId: user.id } : { sessionId: token.sessionId }),
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token?.sessionId === 'string') await endSession(token.sessionId)
      },
    },
    logger: {
      error: (code, metadata) => log.error('sign-in', { code, error: metadata }),
      warn: () => {},
      debug: () => {},
    },
  }
}

/** Runs a way to sign in. A refusal travels as its code, anything else as an id that the log knows. */
async function answered(work: (visitor: Visitor) => Promise<SignedIn>): Promise<{ id: string }> {
  try {
    const head = await headers()
    const { sessionId, locale } = await work({
      address: clientAddress(head),
      userAgent: head.get('user-agent') ?? '',
    })
    const jar = await cookies()
    jar.set('locale', locale, { path: '/', maxAge: 31_536_000, sameSite: 'lax' })
    return { id: sessionId }
  } catch (error) {
    if (error instanceof Refused) throw new Error(error.code)
    if (error instanceof Error && error.message.startsWith('choose:')) throw error
    const errorId = newId()
    log.error('sign-in failed', { errorId, error })
    throw new Error(`common.unexpected:${errorId}`)
  }
}

/** Forms alone: the library falls over a body that says it is JSON and is not. */
async function handle(request: NextRequest, context: Context): Promise<Response> {
  const type = request.headers.get('content-type') ?? ''
  if (request.method === 'POST' && !type.startsWith('application/x-www-form-urlencoded'))
    return Response.json({ code: 'common.invalid' }, { status: 400 })
  return NextAuth(request, context, options())
}

export { handle as GET, handle as POST }
