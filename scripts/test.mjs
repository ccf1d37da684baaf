import { launch } from './launch.mjs'

launch('scripts/test/all.ts', { alone: false })
