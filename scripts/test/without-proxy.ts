import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { standalone } from '../tools/build'
import { Trouble } from '../tools/say'

/**
 * The build with its proxy taken out, as each of the advisories that walked past middleware left it: what protects must be
 * in the pages, routes and actions themselves. The server's list of functions is all that knows of the proxy.
 */
export function copyWithoutProxy(): string {
  const folder = join(process.cwd(), '.build/test/without-proxy')
  rmSync(folder, { recursive: true, force: true })
  cpSync(standalone, folder, { recursive: true, verbatimSymlinks: true })
  const file = join(folder, '.next/server/functions-config-manifest.json')
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as { functions: Record<string, unknown> }
  if (!manifest.functions['/_middleware']) throw new Trouble('There is no proxy in the build to take out')
  delete manifest.functions['/_middleware']
  writeFileSync(file, JSON.stringify(manifest))
  rmSync(join(folder, '.next/server/middleware.js'))
  return folder
}
