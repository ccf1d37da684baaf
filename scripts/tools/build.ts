import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import { type BuildOptions, build as bundle, stop as stopBundler } from 'esbuild'
import { fieldFiles } from './field-files'
import { must, run } from './run'
import { say, step, Trouble } from './say'
import { sourcesHash } from './sources'

const root = process.cwd()
const brotli = promisify(brotliCompress)
const stampFile = join(root, '.build/stamp')
export const standalone = join(root, '.next/standalone')
export const serverFile = join(standalone, 'server.js')
const served = ['.next', 'node_modules', 'package.json', 'server.js']

/** The threads beside the server. Bundled apart: Next would have to trace a file that nothing imports. */
const workers = { pdf: 'workers/pdf.tsx', engine: 'workers/engine.ts' }
/** This one and those before it of which the server still has the files. */
const buildsKept = 3
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
  for (const folder of [...keptStatics(hash), '.next/static'])
    cpSync(folder, join(standalone, '.next/static'), { recursive: true })
  await squeeze(join(standalone, '.next/static'))
  if (existsSync('public')) cpSync('public', join(standalone, 'public'), { recursive: true })
  await copyWorkers()
  await buildFieldWorker()
  writeFileSync(stampFile, hash)
}

/**
 * Each script and style once more beside itself in Brotli, which next.config.ts hands out to who understands it. What phones
 * load over a thin line as small as it gets: that takes twenty times as long.
 */
async function squeeze(folder: string): Promise<void> {
  const onPhones = new Set(fieldFiles())
  const files = globSync('**/*.{js,css}', { cwd: folder })
  await Promise.all(
    files.map(async (file) => {
      const quality = onPhones.has(`/_next/static/${file}`) ? 11 : 9
      const small = await brotli(await readFile(join(folder, file)), {
        params: { [constants.BROTLI_PARAM_QUALITY]: quality },
      })
      await writeFile(join(folder, `${file}.br`), small)
    }),
  )
}

/**
 * Files of the two builds before: a phone or a browser that has an older page open goes on finding what that asks for.
 * They are named after what is in them, so that builds never mean different things by one name.
 */
function keptStatics(hash: string): string[] {
  const folder = join(root, '.build/statics')
  const own = join(folder, hash.slice(0, 16))
  rmSync(own, { recursive: true, force: true })
  cpSync('.next/static', own, { recursive: true })
  const all = readdirSync(folder).map((name) => join(folder, name))
  const byAge = all.sort((one, other) => statSync(one).ctimeMs - statSync(other).ctimeMs)
  for (const old of byAge.slice(0, -buildsKept)) rmSync(old, { recursive: true, force: true })
  return byAge.slice(-buildsKept).filter((one) => one !== own)
}

/** The field app's service worker, which app/sw.js hands out: it knows by name what it keeps of this build. */
async function buildFieldWorker(): Promise<void> {
  const files = fieldFiles()
  const build = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 16)
  await bundle({
    entryPoints: { 'field-worker': 'workers/field.ts' },
    outdir: join(standalone, '.build'),
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    define: {
      'process.env.NODE_ENV': '"production"',
      fieldFiles: JSON.stringify(files),
      fieldBuild: JSON.stringify(build),
    },
    logLevel: 'warning',
  })
  await stopBundler()
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
