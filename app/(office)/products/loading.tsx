import { Page } from '@/components/ui/page-header'
import { Skeleton, SkeletonTable } from '@/components/ui/skeleton'

export default function Loading() {
  return (
    <Page isFilled>
      <Skeleton className="h-8 w-48" />
      <Skeleton className="h-8 w-full max-w-xl" />
      <SkeletonTable rows={14} columns={6} />
    </Page>
  )
}
