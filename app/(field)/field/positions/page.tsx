import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import { pointHref } from '@/components/field/map-href'
import { FieldPositions } from '@/components/field/positions'
import { requirePage } from '@/lib/auth/page'
import { positionsQuery } from '@/lib/execution/input'
import { ownPositions } from '@/lib/execution/queries/positions'
import { Temporal } from '@/lib/time'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('field.positions'))('title') }
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** What the company keeps of where this technician was. `after` goes on with the ones before it. */
export default async function PositionsPage({ searchParams }: Props) {
  const { read } = await requirePage('/field/positions')
  const { after } = positionsQuery.parse(await searchParams)
  const { positions, ...kept } = await read((r) => ownPositions(r, Temporal.Now.instant(), { after }))
  const userAgent = (await headers()).get('user-agent') ?? ''
  return (
    <FieldPositions
      {...kept}
      positions={positions.map((position) => ({ ...position, mapHref: pointHref(position, userAgent) }))}
      isFirst={!after}
    />
  )
}
