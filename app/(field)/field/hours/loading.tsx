import { Skeleton } from '@/components/ui/skeleton'

export default function Loading() {
  return (
    <div data-density="field" className="mx-auto flex min-h-dvh max-w-2xl flex-col gap-3 px-4 py-4">
      <Skeleton className="h-8 w-40" />
      <Skeleton className="h-24 w-full" />
      <Skeleton className="h-24 w-full" />
      <Skeleton className="h-24 w-full" />
    </div>
  )
}
