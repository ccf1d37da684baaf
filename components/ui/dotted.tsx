import { Children, type ReactNode } from 'react'

/** Short facts on one line with a dot between them; where the line wraps, none stands at its end or its beginning. */
export function Dotted({ children }: { children: ReactNode }) {
  return (
    // A dot that would begin a line lies in the margin that is cut off; the rest of the margin is for the focus ring.
    <span className="-ml-1 block overflow-x-clip pl-1">
      <span className="-ml-5 flex flex-wrap items-center">
        {Children.toArray(children).map((child, index) => (
          <span
            key={index}
            className="inline-flex min-w-0 items-center before:w-5 before:shrink-0 before:text-center before:text-ink-faint before:content-['·']"
          >
            {child}
          </span>
        ))}
      </span>
    </span>
  )
}
