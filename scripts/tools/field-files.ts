import { globSync, readdirSync, readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'

/** What Next writes for each page: which files it loads, by the layouts and the page it is made of. */
type PageFiles = { entryJSFiles?: Record<string, string[]>; entryCSSFiles?: Record<string, { path: string }[]> }

const built = '.next'
/** One letter of everything on the screen: without it a phone would show another until there is reception. */
const letters = /^inter-latin-wght-normal\..*\.woff2$/

/**
 * Addresses of what the build made for the field app's pages: what a phone must have to open them without reception.
 * A map, and whatever else a page only loads when it is shown, is not among them.
 */
export function fieldFiles(): string[] {
  const { rootMainFiles } = JSON.parse(readFileSync(`${built}/build-manifest.json`, 'utf8')) as {
    rootMainFiles: string[]
  }
  const pages = globSync(`${built}/server/app/(field)/**/page_client-reference-manifest.js`).flatMap(filesOfPage)
  const later = globSync(`${built}/server/app/(field)/**/react-loadable-manifest.json`).flatMap(filesLoadedLater)
  const media = readdirSync(`${built}/static/media`).filter((name) => letters.test(name))
  const files = [...rootMainFiles, ...pages, ...later, ...media.map((name) => `static/media/${name}`)]
  return [...new Set(files)].sort().map((file) => `/_next/${file}`)
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

/** Parts that a page loads when they are asked for, such as a dialog: there without reception too. */
function filesLoadedLater(file: string): string[] {
  const parts = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { files: string[] }>
  return Object.values(parts).flatMap(({ files }) => files)
}
