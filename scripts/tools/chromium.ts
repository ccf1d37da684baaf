import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'
import { run } from './run'
import { say, step, Trouble } from './say'

// Without the windows, tabs and menus that no journey looks at, it takes a third of the processor less: it comes first.
const names = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
]
const macApps = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

type Surroundings = { env: NodeJS.ProcessEnv; own: () => string; usable?: (file: string) => boolean }

/** A Chromium that is there already: the one that was named, else on the PATH, else an app, else Playwright's own. */
export function findChromium({ env, own, usable = isProgram }: Surroundings): string | null {
  if (env.CHROMIUM_PATH) {
    if (usable(env.CHROMIUM_PATH)) return env.CHROMIUM_PATH
    throw new Trouble(`CHROMIUM_PATH: ${env.CHROMIUM_PATH} is no program that can be run`)
  }
  const onPath = (env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)))
  return [...onPath, ...macApps, own()].find(usable) ?? null
}

const here: Surroundings = { env: process.env, own: () => chromium.executablePath() }

const canInstall = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')

/** Installs the first of these packages that Debian has; false when it has none, or can't be asked. */
async function installWithApt(...packages: readonly string[]): Promise<boolean> {
  if (!canInstall()) return false
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-q'], { env })
  for (const name of packages)
    if ((await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', name], { env })).code === 0)
      return true
  return false
}

/** Is it the one without windows, of which two can be open at once on two cores? */
export const isWindowless = (file: string) => /headless[-_]shell/.test(file)

async function installWithPlaywright(): Promise<boolean> {
  const cli = 'node_modules/@playwright/test/cli.js'
  return (await run(process.execPath, [cli, 'install', 'chromium'], { timeout: 300_000 })).code === 0
}

/** A Chromium to test with; installs one when there is none, and the faster one beside another when that is nothing to ask for. */
export async function needChromium(): Promise<string> {
  const found = findChromium(here)
  if (found && (here.env.CHROMIUM_PATH || isWindowless(found) || !canInstall())) return found
  if (found) {
    await step('Installing the Chromium without windows', () => installWithApt('chromium-headless-shell'))
    return findChromium(here) ?? found
  }
  say('  No Chromium found.')
  // Debian's brings the libraries it needs along; Playwright's is for everybody, if its host can be reached.
  if (await step('Installing Chromium with apt', () => installWithApt('chromium-headless-shell', 'chromium'))) {
    const installed = findChromium(here)
    if (installed) return installed
  }
  await step("Installing Playwright's Chromium", installWithPlaywright)
  const installed = findChromium(here)
  if (installed) return installed
  throw new Trouble('No Chromium could be installed: install one and name it in CHROMIUM_PATH')
}
