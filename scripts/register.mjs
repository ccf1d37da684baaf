// Lets Node run the project's own TypeScript: tsx reads .ts, .tsx and the `@/` paths of tsconfig.json.
import { registerHooks } from 'node:module'
import 'tsx'

// `server-only` throws outside a bundler. Scripts are servers too, so they get the empty file it has for servers.
const nothing = new URL('empty.js', import.meta.resolve('server-only')).href

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'server-only' ? { url: nothing, format: 'commonjs', shortCircuit: true } : next(specifier, context),
})
