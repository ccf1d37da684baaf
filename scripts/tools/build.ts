import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type BuildOptions, build as bundle, stop as stopBundler } from 'esbuild'
import { must, run } from './run'
import { say, step, Trouble } from './say'
import { sourcesHash } from './sources'

const root = process.cwd()
const stampFile = join(root, '.build/stamp')
export const standalone = join(root, '.next/standalone')
export const serverFile = join(standalone, 'server.js')
const served = ['.next', 'node_modules', 'package.json', 'server.js']

/** The threads beside the server. Bundled apart: Next would have to trace a file that nothing imports. */
const workers = { pdf: 'workers/pdf.tsx', engine: 'workers/engine.ts' }
type WorkerName = keyof typeof workers
const workerNames: readonly WorkerName[] = ['pdf', 'engine']
const workerFile = (name: WorkerName) => `.build/${name}-worker.mjs`

export const workerOptions = (names = workerNames) =>
  ({
    entryPoints: names.map((name) => ({ in: workers[name], out: `${name}-worker` })),
    outdir: '.build',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    jsx: 'automatic',
    loader: { '.ttf': 'dataurl' },
    define: { 'process.env.NODE_ENV': '"production"' },
    external: ['@react-pdf/renderer', 'react', 'sharp'],
    alias: { 'server-only': './node_modules/server-only/empty.js' },
    logLevel: 'warning',
  }) satisfies BuildOptions

/** The threads alone, for tests and scripts. */
export async function buildWorkers(names = workerNames): Promise<void> {
  await bundle(workerOptions(names))
  await stopBundler()
}

export function isBuilt(hash = sourcesHash()): boolean {
  return existsSync(serverFile) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash
}

/** Builds what `npm start` serves, when the sources changed since the last time. */
export async function buildWhenNeeded(): Promise<void> {
  const hash = sourcesHash()
  if (isBuilt(hash)) return
  await step('Building', () => build(hash))
}

async function build(hash: string): Promise<void> {
  // Without its stamp a half-made build is never taken for a whole one.
  rmSync(stampFile, { force: true })
  await buildWorkers()
  await must('The build failed', process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  })
  if (!existsSync(serverFile)) throw new Trouble('The build made no .next/standalone/server.js')
  // A path that Next can't foresee makes it take the whole project along, .data with its secrets too. None of it is used.
  for (const name of readdirSync(standalone)) {
    if (!served.includes(name)) rmSync(join(standalone, name), { recursive: true, force: true })
  }
  // The server serves these itself; Next leaves them out for those who have a CDN.
  cpSync('.next/static', join(standalone, '.next/static'), { recursive: true })
  if (existsSync('public')) cpSync('public', join(standalone, 'public'), { recursive: true })
  await copyWorkers()
  writeFileSync(stampFile, hash)
}

type Trace = (files: string[], options: { base: string }) => Promise<{ fileList: Set<string> }>

/** The standalone folder has to run by itself, wherever it is copied: the threads' packages go along. */
async function copyWorkers(): Promise<void> {
  const { nodeFileTrace } = createRequire(join(root, 'package.json'))('next/dist/compiled/@vercel/nft') as {
    nodeFileTrace: Trace
  }
  const own = workerNames.map(workerFile)
  const { fileList } = await nodeFileTrace(own, { base: root })
  for (const file of fileList) {
    const target = join(standalone, file)
    if (existsSync(target) && !own.includes(file)) continue
    mkdirSync(dirname(target), { recursive: true })
    cpSync(file, target, { verbatimSymlinks: true })
  }
  // Asked for by a name that is put together at run time, which no trace can follow.
  const fonts = 'node_modules/pdfkit/js/standard-fonts'
  cpSync(fonts, join(standalone, fonts), { recursive: true })
}

/** Types for the routes, which tsc needs and only Next can write. */
export async function writeRouteTypes(): Promise<void> {
  const { code, output } = await run(process.execPath, ['node_modules/next/dist/bin/next', 'typegen'])
  if (code !== 0) say(output)
}
