// When the server closes a connection in the middle of a transaction, postgres 3.4.9 crashes the process
// (porsager/postgres#1154, #1208), keeps a connection that never answers again, or sends the ROLLBACK to whoever has the
// connection next. Found by proofs/numbering.test.ts. Runs after every install; says so when the package has changed.
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(fileURLToPath(import.meta.url), '../..')
const folder = join(root, 'node_modules/postgres')
const version = '3.4.9'

const repairs = {
  'connection.js': [
    // Nothing of a closed connection is part of the next one: neither what waited to be sent nor what waited for an answer.
    [
      `    incomings = null
    clearImmediate(nextWriteTimer)
    socket.removeListener`,
      `    incomings = null
    clearImmediate(nextWriteTimer)
    chunk = nextWriteTimer = null
    socket.removeListener`,
    ],
    [
      `    socket = null

    if (initial)
      return reconnect()

    !hadError && (query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))
`,
      `    socket = null
    const lost = errorResponse || Errors.connection('CONNECTION_CLOSED', options, socket)
    stream && (stream.destroy(lost), stream = null)
    query && queryError(query, lost)
    while (sent.length)
      queryError(sent.shift(), lost)
    query = results = errorResponse = null
    result = new Result()

    if (initial)
      return reconnect()
`,
    ],
    [
      `  function nextWrite(fn) {
    const x = socket.write(chunk, fn)`,
      `  function nextWrite(fn) {
    if (!socket) {
      chunk = nextWriteTimer = null
      error(Errors.connection('CONNECTION_CLOSED', options))
      return true
    }
    const x = socket.write(chunk, fn)`,
    ],
    // Nobody waits for this answer: losing the connection meanwhile is told to the query that opens it.
    [`        return fetchArrayTypes()\n`, `        return fetchArrayTypes().catch(() => {})\n`],
  ],
  'index.js': [
    // A transaction whose connection is gone says nothing more on it.
    [
      `new Promise((_, reject) => connection.onclose = reject)
      ])
    } catch (error) {
      throw error`,
      `new Promise((_, reject) => connection.onclose = e => { gone = e; reject(e) })
      ])
    } catch (error) {
      throw error`,
    ],
    [
      `    let savepoints = 0
      , connection
      , prepare = null`,
      `    let savepoints = 0
      , connection
      , gone = null
      , prepare = null`,
    ],
    [
      `        q.catch(e => uncaughtError || (uncaughtError = e))
        c.queue === full`,
      `        q.catch(e => uncaughtError || (uncaughtError = e))
        gone
          ? q.reject(gone)
          : c.queue === full`,
    ],
  ],
}

const found = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version
if (found !== version)
  throw new Error(`postgres ${found} is not ${version}: see whether it needs what scripts/mend.mjs does`)
for (const part of ['src', 'cjs/src'])
  for (const [name, changes] of Object.entries(repairs)) {
    const file = join(folder, part, name)
    let text = readFileSync(file, 'utf8')
    for (const [before, after] of changes) {
      if (text.includes(after)) continue
      if (!text.includes(before)) throw new Error(`${file} is not as scripts/mend.mjs knows it`)
      text = text.replace(before, () => after)
    }
    writeFileSync(file, text)
  }
