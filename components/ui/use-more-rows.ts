'use client'
import { useSearchParams } from 'next/navigation'
import { useEffect, useState } from 'react'
import { useToast } from './toast'

type Part<Row> = { rows: Row[]; more: boolean }

/**
 * Rows of a list that the page read, and those after them from `address` when its end comes near: asked with the filters of
 * the page and `before`, the last one shown. `count` is for the header; `table` goes to the DataTable as it is.
 */
export function useMoreRows<Row extends { id: string }>(first: Part<Row>, address: string) {
  const params = useSearchParams()
  const toast = useToast()
  const [rows, setRows] = useState(first.rows)
  const [more, setMore] = useState(first.more)
  const [isLoading, setLoading] = useState(false)
  useEffect(() => {
    setRows(first.rows)
    setMore(first.more)
  }, [first.rows, first.more])

  async function loadMore() {
    const last = rows.at(-1)
    if (!last || isLoading) return
    setLoading(true)
    try {
      const next = new URLSearchParams(params)
      next.set('before', last.id)
      const reply = await fetch(`${address}?${next}`)
      if (!reply.ok) throw new Error(String(reply.status))
      const found = (await reply.json()) as Part<Row>
      setRows((now) => [...now, ...found.rows])
      setMore(found.more)
    } catch {
      toast.refused('common.offline')
    }
    setLoading(false)
  }

  return {
    count: more ? `${rows.length}+` : rows.length,
    table: { rows, onLoadMore: more ? () => void loadMore() : null, isLoadingMore: isLoading },
  }
}
