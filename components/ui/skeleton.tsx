import { cx } from './cx'

/** The grey shape of what is coming: give it the size of the thing. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cx('block animate-shimmer rounded-sm bg-pressed', className)} />
}

/** Lines of text that are coming. */
export function SkeletonText({ lines = 3 }: { lines?: number }) {
  return (
    <span className="flex flex-col gap-2">
      {Array.from({ length: lines }, (_, index) => (
        <Skeleton key={index} className={cx('h-3.5', index === lines - 1 ? 'w-3/5' : 'w-full')} />
      ))}
    </span>
  )
}

/** Rows of a list or table that are coming. */
export function SkeletonTable({ rows = 8, columns = 5 }: { rows?: number; columns?: number }) {
  return (
    <div className="overflow-hidden rounded-md border border-line bg-surface">
      <div className="h-row border-b border-line bg-sunken" />
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex h-row items-center gap-6 border-b border-line px-3 last:border-b-0">
          {Array.from({ length: columns }, (_, column) => (
            <Skeleton
              key={column}
              className={cx(
                'h-3',
                column === 0 ? 'w-24' : column === 1 ? 'flex-1' : 'w-20',
                column > 2 && 'max-sm:hidden',
              )}
            />
          ))}
        </div>
      ))}
    </div>
  )
}

/** A list screen that is coming: title, filters, rows. */
export function SkeletonList() {
  return (
    <>
      <SkeletonHeader />
      <div className="flex gap-2">
        <Skeleton className="h-control w-60" />
        <Skeleton className="h-control w-24" />
        <Skeleton className="h-control w-24" />
      </div>
      <SkeletonTable />
    </>
  )
}

/** Backlog beside the planboard that is coming; on a phone a list. */
export function SkeletonBoard() {
  return (
    <div className="flex h-full gap-4 px-(--gutter) py-4">
      <div className="flex w-72 shrink-0 flex-col gap-3 max-md:w-full">
        {Array.from({ length: 6 }, (_, card) => (
          <div key={card} className="rounded-md border border-line bg-surface p-3">
            <SkeletonText lines={2} />
          </div>
        ))}
      </div>
      <div className="min-w-0 flex-1 max-md:hidden">
        <SkeletonTable rows={12} columns={6} />
      </div>
    </div>
  )
}

/** A week sheet that is coming. */
export function SkeletonSheet() {
  return <Skeleton className="h-96 w-full" />
}

/** A record or form that is coming: title and cards. */
export function SkeletonRecord() {
  return (
    <>
      <SkeletonHeader />
      {[4, 3].map((lines) => (
        <div key={lines} className="rounded-md border border-line bg-surface p-4">
          <SkeletonText lines={lines} />
        </div>
      ))}
    </>
  )
}

function SkeletonHeader() {
  return (
    <div className="flex items-center justify-between">
      <Skeleton className="h-7 w-44" />
      <Skeleton className="h-control w-32" />
    </div>
  )
}

/** A whole list screen that is coming, for loading.tsx; beside it stands a layout.tsx that asks who may see the list. */
export function SkeletonPage() {
  return (
    <div className="flex flex-col gap-4 px-(--gutter) py-5">
      <SkeletonList />
    </div>
  )
}
