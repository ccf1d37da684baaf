// What two packages need before the project can rest on them. Runs after every install; says so when one has changed.
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const modules = resolve(fileURLToPath(import.meta.url), '../../node_modules')

// When the server closes a connection in the middle of a transaction, postgres 3.4.9 crashes the process
// (porsager/postgres#1154, #1208), keeps a connection that never answers again, or sends the ROLLBACK to whoever has the
// connection next. Found by proofs/numbering.test.ts.
const postgres = {
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
    // What a page asks at once goes to the database at once, instead of in a call to the system for each kilobyte.
    [`if (fn || chunk.length >= 1024)`, `if (fn || chunk.length >= 65536)`],
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

// drizzle-orm asks of each part of a statement ten times what it is, by a walk along its classes, and puts each column's
// name together anew: a twelfth of what a page costs the server. Neither answer ever changes.
const drizzle = (ending) => ({
  [`entity.${ending}`]: [
    [
      `function is(value, type) {
  if (!value || typeof value !== "object") {
    return false;
  }
  if (value instanceof type) {
    return true;
  }
`,
      `const answers = /* @__PURE__ */ new WeakMap();
function is(value, type) {
  if (!value || typeof value !== "object") {
    return false;
  }
  if (value instanceof type) {
    return true;
  }
  const kind = Object.getPrototypeOf(value)?.constructor;
  if (!kind) return isOfKind(value, type);
  let known = answers.get(kind);
  if (!known) answers.set(kind, known = /* @__PURE__ */ new Map());
  let answer = known.get(type);
  if (answer === void 0) known.set(type, answer = isOfKind(value, type));
  return answer;
}
function isOfKind(value, type) {
`,
    ],
  ],
  [`casing.${ending}`]: [
    [
      `  getColumnCasing(column) {
    if (!column.keyAsName) return column.name;
`,
      `  names = /* @__PURE__ */ new WeakMap();
  getColumnCasing(column) {
    let name = this.names.get(column);
    if (name === void 0) this.names.set(column, name = this.nameOf(column));
    return name;
  }
  nameOf(column) {
    if (!column.keyAsName) return column.name;
`,
    ],
  ],
})

mend('postgres', '3.4.9', { src: postgres, 'cjs/src': postgres })
mend('drizzle-orm', '0.45.4', { '.': { ...drizzle('js'), ...drizzle('cjs') } })

function mend(name, version, folders) {
  const found = JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8')).version
  if (found !== version)
    throw new Error(`${name} ${found} is not ${version}: see whether it needs what scripts/mend.mjs does`)
  for (const [folder, repairs] of Object.entries(folders))
    for (const [file, changes] of Object.entries(repairs)) {
      const path = join(modules, name, folder, file)
      let text = readFileSync(path, 'utf8')
      for (const [before, after] of changes) {
        if (text.includes(after)) continue
        if (!text.includes(before)) throw new Error(`${path} is not as scripts/mend.mjs knows it`)
        text = text.replace(before, () => after)
      }
      writeFileSync(path, text)
    }
}
