import { LoaderCircle } from 'lucide-react'
import { cx } from './cx'

/** A small turning ring inside a button or field that waits. For content that loads, use Skeleton. */
export function Spinner({ className }: { className?: string }) {
  return <LoaderCircle aria-hidden className={cx('size-4 animate-spin', className)} />
}
