// What `npm start` and `npm test` do first, on any Node from 20.9 and with nothing installed: get the locked
// dependencies, then go on in TypeScript on the Node that package.json pins.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, statfsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { holder, release, take } from './lock.mjs'

const root = resolve(fileURLToPath(import.meta.url), '../..')
const lockFile = join(root, '.data/start.lock')
const neededGigabytes = 1.5
const pinnedNode = join(root, 'node_modules/.bin/node')

/** Ends with one line a person can act on. */
function giveUp(line) {
  process.stderr.write(`${line}\n`)
  process.exit(1)
}

function reason(error) {
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT') return 'The disk is full: make room, then start again.'
  if (error.code === 'EACCES' || error.code === 'EPERM' || error.code === 'EROFS')
    return `${error.path ?? root} can't be written by this user: run as its owner, or give the folder to this user.`
  return `Unexpected: ${error.message.split('\n')[0]}`
}

/** Runs a child to its end; a signal to us is passed on, so that nothing is left behind. */
function finish(command, args, options) {
  const child = spawn(command, args, { cwd: root, ...options })
  const passOn = (signal) => child.kill(signal)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, passOn)
  // npm's shell may die without passing the signal on: our parent changes then, and nobody waits for us any more.
  const parent = process.ppid
  const watch = setInterval(() => process.ppid !== parent && passOn('SIGTERM'), 500).unref()
  if (!process.env.npm_lifecycle_event) clearInterval(watch)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk))
  return new Promise((done, failed) => {
    child.once('error', failed)
    child.once('close', (code, signal) => {
      clearInterval(watch)
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(name, passOn)
      done({ code, signal, output })
    })
  })
}

/** npm leaves a list of what it installed; when it lacks a locked package or version, the folder is stale. */
function isInstalled() {
  try {
    const packages = (file) => JSON.parse(readFileSync(join(root, file), 'utf8')).packages
    const there = packages('node_modules/.package-lock.json')
    const locked = Object.entries(packages('package-lock.json')).filter(([path]) => path !== '')
    const fits = ([path, wanted]) => (there[path] ? there[path].version === wanted.version : wanted.optional === true)
    return locked.every(fits) && existsSync(pinnedNode)
  } catch {
    return false
  }
}

async function install() {
  if (isInstalled()) return
  const running = holder(lockFile)
  if (running !== null && running !== process.pid)
    giveUp(`The dependencies changed, but Werkstroom runs from this folder (process ${running}): stop it first.`)
  // npm takes back what it wrote when it fails, and the package that met the full disk rarely says so: look before.
  const { bavail, bsize } = statfsSync(root)
  const freeGigabytes = (bavail * bsize) / 1e9
  if (freeGigabytes < neededGigabytes)
    giveUp(`The disk is full: the dependencies need ${neededGigabytes} GB and ${freeGigabytes.toFixed(1)} GB is free.`)
  process.stdout.write('  Installing the dependencies …\n')
  const started = Date.now()
  const args = ['ci', '--include=dev', '--no-fund', '--no-audit', '--loglevel=error']
  const { code, signal, output } = await finish('npm', args, { stdio: ['ignore', 'pipe', 'pipe'] })
  if (signal) process.exit(130)
  if (code !== 0) giveUp(whyNot(output))
  process.stdout.write(`  Installing the dependencies: ${((Date.now() - started) / 1000).toFixed(1)} s\n`)
}

function whyNot(said) {
  if (/ENOSPC|no space left/i.test(said)) return 'The disk is full: make room, then start again.'
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH/.test(said))
    return 'The dependencies could not be downloaded: no connection to the npm registry.'
  const lines = said.trim().split('\n')
  const line = lines.find((text) => /^npm (error|ERR!) (?!code|path|command failed)\S/.test(text)) ?? lines[0]
  return `The dependencies could not be installed: ${line.replace(/^npm (error|ERR!) /, '')} (npm ci tells more)`
}

/** Takes the checkout for itself if asked, installs, and ends as the script ends. */
export async function launch(script, { alone }) {
  process.chdir(root)
  try {
    const other = alone ? take(lockFile) : null
    if (other !== null) giveUp(`Werkstroom already runs from this folder (process ${other}): stop it first.`)
    process.on('exit', () => release(lockFile))
    await install()
    if (!existsSync(pinnedNode))
      giveUp('node_modules/.bin/node is missing: allow the install script of the package "node".')
    const args = ['--import', './scripts/register.mjs', script, ...process.argv.slice(2)]
    const { code } = await finish(pinnedNode, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
    process.exit(code ?? 1)
  } catch (error) {
    giveUp(reason(error))
  }
}
