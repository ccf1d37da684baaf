import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folders = ['app', 'components', 'db', 'lib', 'messages', 'public', 'workers']
// In the root: what configures the build, and the files Next looks for there (proxy.ts, instrumentation.ts).
const rootFile =
  /^(package(-lock)?\.json|tsconfig\.json|(?!.*\.(test|config)\.)[\w-]+\.(ts|mjs)|(next|postcss)\.config\.\w+)$/
const isTest = /\.test\.tsx?$/

/** Every file a build is made of, in a fixed order. */
export function buildSources(root = process.cwd()): string[] {
  const inRoot = readdirSync(root, { withFileTypes: true }).filter(
    (entry) => entry.isFile() && rootFile.test(entry.name),
  )
  const deep = folders.flatMap((folder) => {
    try {
      return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !isTest.test(entry.name))
        .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    } catch {
      return []
    }
  })
  return [...inRoot.map((entry) => entry.name), ...deep].sort()
}

/** Changes when a build would come out differently. By content: a checkout or a copy changes every time stamp. */
export function sourcesHash(root = process.cwd()): string {
  const hash = createHash('sha256').update(`${process.version} ${process.platform} ${process.arch}`)
  for (const file of buildSources(root)) hash.update(`\0${file}\0`).update(readFileSync(join(root, file)))
  return hash.digest('hex')
}
