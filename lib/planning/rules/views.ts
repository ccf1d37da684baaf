/** The pages whose address can be kept as a view. */
export const viewPages = ['/planboard'] as const
export type ViewPage = (typeof viewPages)[number]

/** Views of one page that one member can keep. */
export const mostViews = 50

export type SavedView = {
  id: string
  version: number
  name: string
  query: string
  shared: boolean
  /** Whose it is; null when it is the reader's own. */
  owner: string | null
}

/** What a view of a page does not keep: the day one looks at, and what is open at the moment. */
const passing = ['date', 'visit', 'order', 'near']

/** An address without what passes, in one order, so that two views that show the same are the same text. */
export function viewQuery(search: string): string {
  const kept = [...new URLSearchParams(search)].filter(([key, value]) => value !== '' && !passing.includes(key))
  return new URLSearchParams(kept.sort(([one], [two]) => (one < two ? -1 : 1))).toString()
}
