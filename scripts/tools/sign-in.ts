/** The cookies of somebody who signs in with a password, as a browser would send them: for a benchmark. */
export async function signIn(address: string, email: string, password = 'werkstroom-demo'): Promise<string> {
  const first = await fetch(`${address}/api/auth/csrf`)
  const { csrfToken } = (await first.json()) as { csrfToken: string }
  const jar = first.headers.getSetCookie().map((line) => line.split(';')[0])
  const reply = await fetch(`${address}/api/auth/callback/password`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: jar.join('; '), origin: address },
    body: new URLSearchParams({ csrfToken, email, password, json: 'true' }),
  })
  return [...jar, ...reply.headers.getSetCookie().map((line) => line.split(';')[0])].join('; ')
}
