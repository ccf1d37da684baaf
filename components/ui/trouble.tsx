import type { ReactNode } from 'react'

/** A whole screen that says what went wrong and what to do: not found, no access, a bug with its id. */
export function Trouble({
  title,
  children,
  action,
  id,
}: {
  title: string
  children?: ReactNode
  action?: ReactNode
  /** The number under which the bug stands in the log. */
  id?: string
}) {
  return (
    <main className="flex min-h-[60dvh] flex-col items-center justify-center px-6 py-16 text-center">
      <h1 className="text-xl font-medium">{title}</h1>
      {children && <div className="mt-2 max-w-md text-balance text-ink-soft">{children}</div>}
      {action && <div className="mt-6 flex flex-wrap justify-center gap-2">{action}</div>}
      {id && <p className="tabular mt-8 text-sm text-ink-faint">{id}</p>}
    </main>
  )
}
