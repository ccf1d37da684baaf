/** esbuild puts a font in the worker's bundle as a data URL. */
declare module '*.ttf' {
  const source: string
  export default source
}
