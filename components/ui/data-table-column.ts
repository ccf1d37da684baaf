import type { ReactNode } from 'react'

/** One column of a DataTable. */
export type DataColumn<Row> = {
  id: string
  header: string
  cell: (row: Row) => ReactNode
  /** Fixed width in px; the columns without one share what is left by `grow`. */
  width?: number
  grow?: number
  align?: 'start' | 'end'
  /** The server can sort by it (see `sort`). */
  isSortable?: boolean
  /** Sum or count in the row at the bottom. */
  total?: ReactNode
  /** Where it stands on the card a row becomes on a phone; `title` is the first line. Default: `line`. */
  card?: 'title' | 'badge' | 'line' | 'hidden'
  /** Leave out below this width of the window. */
  hideBelow?: 'lg' | 'xl'
}

export type Sort = { column: string; direction: 'ascending' | 'descending' }
