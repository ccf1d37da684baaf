import { loadDotEnv } from './database/open'
import { buildWhenNeeded, isBuilt, serverFile } from './tools/build'
import { say } from './tools/say'
import { main } from './tools/stop'

/** `npm run build`: needs no database and no secrets. */
main(async () => {
  loadDotEnv()
  say(isBuilt() ? 'Nothing changed since the last build.' : 'Building for production')
  await buildWhenNeeded()
  say(`Ready: node ${serverFile}`)
})
