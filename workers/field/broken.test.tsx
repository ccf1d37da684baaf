import { BailoutToCSRError } from 'next/dist/shared/lib/lazy-dynamic/bailout-to-csr'
import { Suspense } from 'react'
import { renderToReadableStream } from 'react-dom/server.edge'
import { expect, test } from 'vitest'
import { isBroken } from './broken'

async function Behind({ words }: { words: () => string }) {
  await null
  return <p>{words()}</p>
}

const digestOf = (error: unknown) => (error as { digest?: string }).digest ?? '3920370416'

/** A page as the server answers it: the first words at once, and behind them what takes longer. */
async function pageWith(words: () => string): Promise<string> {
  const page = (
    <Suspense fallback={<p>…</p>}>
      <Behind words={words} />
    </Suspense>
  )
  return new Response(await renderToReadableStream(page, { onError: digestOf })).text()
}

test('a page that broke behind its first words is told from one that is whole, or that the browser draws the rest of', async () => {
  const failing = () => {
    throw new Error('the database is away')
  }
  const leaving = () => {
    throw new BailoutToCSRError('next/dynamic')
  }
  expect(isBroken(await pageWith(failing))).toBe(true)
  expect(isBroken(await pageWith(() => 'Familie Proef'))).toBe(false)
  const left = await pageWith(leaving)
  expect(left).toContain('data-dgst="')
  expect(isBroken(left)).toBe(false)
  // As Next answers it once built.
  expect(isBroken('<!--$!--><template data-dgst=""></template>')).toBe(false)
  expect(isBroken(left.replace('BAILOUT_TO_CLIENT_SIDE_RENDERING', '3920370416'))).toBe(true)
})

test('so is a part of a page', () => {
  expect(isBroken('0:{"b":"build"}\n1a:E{"digest":"3920370416"}\n')).toBe(true)
  expect(isBroken('0:{"b":"build"}\n1a:["$","p",null,{"children":"5:E{"}]\n')).toBe(false)
})
