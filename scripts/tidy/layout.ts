/** The layout of architecture.md as tables. Changing it is a decision, not a way around a red test. */

/** A module may use those before it, never those after it. Those of the first line know each other. */
export const foundation = ['auth', 'history', 'mail', 'files', 'jobs', 'live', 'geo']
export const modules = [
  ...foundation,
  ...['customers', 'products', 'assets', 'forms', 'contracts', 'projects'],
  'orders',
  'requests',
  'vehicles',
  'visits',
  'engine',
  ...['planning', 'hours'],
  'appointments',
  'execution',
  'sync',
  'field',
  'approvals',
  'invoices',
  'control',
  ...['payments', 'maintenance'],
  ...['reports', 'integrations'],
]

/** The kinds of files a module has; each may be a folder of verbs. */
const kinds = ['rules', 'input', 'view', 'queries', 'mutations', 'actions', 'jobs', 'mail', 'pdf', 'ubl']

/** What only these modules have: the machinery that the others stand on. */
export const machinery: Record<string, readonly string[]> = {
  auth: ['action', 'actor', 'authorization', 'links', 'page', 'rate-limit', 'route', 'session', 'visitor'],
  mail: ['letter', 'transport'],
  files: ['intake', 'storage'],
  jobs: ['boss', 'queues', 'run'],
  live: ['stream'],
  geo: ['ask', 'geocode', 'road-server', 'table', 'travel'],
  planning: ['proposing'],
  sync: ['answer'],
  engine: [
    'bad-problem',
    'problem',
    'matrices',
    'travel',
    'compile',
    'candidates',
    'search',
    'threads',
    'start',
    'steps',
    'timetable',
    'solution',
    'check',
    'vroom',
  ],
}

/** Names that say nothing about what is inside. */
export const emptyNames = ['index', 'utils', 'util', 'helpers', 'types', 'services', 'repositories', 'common', 'misc']

export type Kind =
  | (typeof kinds)[number]
  | (
      | 'machinery'
      | 'tool'
      | 'table'
      | 'database'
      | 'ui'
      | 'component'
      | 'app'
      | 'messages'
      | 'worker'
      | 'seed'
      | 'package'
      | 'other'
    )

/** What a path (without ending) is, and which module it belongs to. */
export function placeOf(path: string): { kind: Kind; module: string | null; known: boolean } {
  const [top, second, third] = path.replace(/\.(ts|tsx)$/, '').split('/')
  const place = (kind: Kind, module: string | null = null, known = true) => ({ kind, module, known })
  if (top === 'app') return place('app')
  if (top === 'components') return place(second === 'ui' ? 'ui' : 'component')
  if (top === 'messages') return place('messages')
  if (top === 'workers') return place('worker')
  if (top === 'db') return place(second === 'schema' ? 'table' : second === 'seed' ? 'seed' : 'database')
  if (top !== 'lib') return place(path.startsWith('.') || /^[a-z@]/.test(path) ? 'package' : 'other')
  if (third === undefined) return place('tool')
  if (machinery[second!]?.includes(third)) return place('machinery', second!)
  return place(third, second!, modules.includes(second!) && kinds.includes(third))
}

/** Who may take values (types may come from anywhere) from whom. What is not named here may use everything below it. */
export const mayUse: Partial<Record<Kind, readonly Kind[]>> = {
  tool: ['tool', 'messages'],
  rules: ['rules', 'tool'],
  input: ['input', 'rules', 'tool'],
  view: ['view', 'input', 'rules', 'tool'],
  queries: ['queries', 'input', 'rules', 'tool', 'table', 'database', 'machinery'],
  mutations: ['mutations', 'queries', 'input', 'rules', 'mail', 'tool', 'table', 'database', 'machinery'],
  actions: ['mutations', 'input', 'machinery', 'rules', 'tool'],
  jobs: ['mutations', 'queries', 'rules', 'mail', 'pdf', 'ubl', 'machinery', 'tool', 'database'],
  mail: ['rules', 'component', 'machinery', 'tool', 'messages'],
  pdf: ['rules', 'component', 'pdf', 'tool', 'messages'],
  ubl: ['rules', 'tool'],
  table: ['table', 'rules', 'database', 'tool'],
  ui: ['ui', 'tool', 'messages'],
  component: ['component', 'ui', 'rules', 'input', 'view', 'actions', 'tool', 'messages'],
}

/** Longer than 300 lines, with how long exactly: this list only gets shorter, and so do they. */
export const tooLong: Record<string, number> = {}

/** Uses a value it should not: "file → target". This list only gets shorter. */
export const wrongUse: readonly string[] = []
