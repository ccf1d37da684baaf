import { globSync, readdirSync, readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'

/** What Next writes for each page: which files it loads, by the layouts and the page it is made of. */
type PageFiles = { entryJSFiles?: Record<string, string[]>; entryCSSFiles?: Record<string, { path: string }[]> }

const built = '.next'
/** One letter of everything on the screen: without it a phone would show another until there is reception. */
const letters = /^inter-latin-wght-normal\..*\.woff2$/

/**
 * Addresses of what the build made for the field app's pages: what a phone must have to open them, and all that is on them,
 * without reception.
 */
export function fieldFiles(): string[] {
  const { rootMainFiles } = JSON.parse(readFileSync(`${built}/build-manifest.json`, 'utf8')) as {
    rootMainFiles: string[]
  }
  const pages = globSync(`${built}/server/app/(field)/**/page_client-reference-manifest.js`).flatMap(filesOfPage)
  const media = readdirSync(`${built}/static/media`).filter((name) => letters.test(name))
  const files = [...withLater([...rootMainFiles, ...pages]), ...media.map((name) => `static/media/${name}`)]
  return files.sort().map((file) => `/_next/${file}`)
}

/** The file is a script that puts what it says on the global object. */
function filesOfPage(file: string): string[] {
  const said: { __RSC_MANIFEST?: Record<string, PageFiles> } = {}
  runInNewContext(readFileSync(file, 'utf8'), Object.assign(said, { globalThis: said }))
  return Object.values(said.__RSC_MANIFEST ?? {}).flatMap(({ entryJSFiles = {}, entryCSSFiles = {} }) => [
    ...Object.values(entryJSFiles).flat(),
    ...Object.values(entryCSSFiles)
      .flat()
      .map(({ path }) => path),
  ])
}

/** With what these load when it is asked for, such as a dialog: there without reception too. A script names them in its text. */
function withLater(files: readonly string[]): string[] {
  const all = new Set(files)
  // A set goes on to what is added while it is walked through.
  for (const file of all)
    if (file.endsWith('.js'))
      for (const [named] of readFileSync(`${built}/${file}`, 'utf8').matchAll(/static\/chunks\/[\w.~-]+\.js/g))
        all.add(named)
  return [...all]
}
