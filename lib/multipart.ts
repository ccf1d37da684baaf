import { gate } from '@/lib/gate'
import { Refused } from '@/lib/refused'

/** Requests whose bodies are in memory at once: a crowd of uploads waits instead of filling it. */
const inMemory = gate(4)

/**
 * Reads a multipart or urlencoded form of at most so many bytes, counted while they arrive, whatever Content-Length says.
 * Refuses files.too_large_together, common.invalid.
 */
export async function readForm(request: Request, limits: { bytes: number }): Promise<FormData> {
  const announced = Number(request.headers.get('content-length') ?? 0)
  if (announced > limits.bytes) throw tooLarge(limits.bytes)
  const type = request.headers.get('content-type') ?? ''
  if (!request.body || !/^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(type))
    throw new Refused('common.invalid')
  const counted = request.body.pipeThrough(counting(limits.bytes))
  return inMemory(async () => {
    try {
      return await new Response(counted, { headers: { 'content-type': type } }).formData()
    } catch (error) {
      if (error instanceof Refused) throw error
      if (error instanceof Error && error.cause instanceof Refused) throw error.cause
      throw new Refused('common.invalid')
    }
  })
}

/** Reads at most so many bytes of text, counted while they arrive. Refuses files.too_large_together. */
export async function readText(request: Request, limits: { bytes: number }): Promise<string> {
  if (!request.body) return ''
  const counted = request.body.pipeThrough(counting(limits.bytes))
  return inMemory(() => new Response(counted).text())
}

/** Reads at most so many bytes, counted while they arrive. Refuses files.too_large_together. */
export async function readBytes(request: Request, limits: { bytes: number }): Promise<Uint8Array> {
  if (!request.body) return new Uint8Array()
  const counted = request.body.pipeThrough(counting(limits.bytes))
  return inMemory(() => new Response(counted).bytes())
}

function counting(limit: number): TransformStream<Uint8Array, Uint8Array> {
  let seen = 0
  return new TransformStream({
    transform(chunk, controller) {
      seen += chunk.byteLength
      if (seen > limit) throw tooLarge(limit)
      controller.enqueue(chunk)
    },
  })
}

function tooLarge(limit: number): Refused {
  return new Refused('files.too_large_together', { params: { megabytes: Math.floor(limit / 1024 / 1024) } })
}

/**
 * Whether a form was posted from one of our own pages: what the browser says itself (Sec-Fetch-Site), else Origin
 * against Host. A browser of the last ten years sends one of the two with every post; without either there is no browser
 * whose cookies could be abused.
 */
export function isFromOurPage(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site')
  if (site) return site === 'same-origin'
  const origin = request.headers.get('origin')
  if (!origin) return true
  return URL.canParse(origin) && new URL(origin).host === request.headers.get('host')
}
