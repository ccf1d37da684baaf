import { launch } from './launch.mjs'

launch(process.argv.includes('--dev') ? 'scripts/dev.ts' : 'scripts/serve.ts', { alone: true })
