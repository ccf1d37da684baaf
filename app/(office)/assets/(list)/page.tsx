import { getTranslations } from 'next-intl/server'
import { AssetList } from '@/components/assets/asset-list'
import { flagParam, searchParam } from '@/components/ui/filter-params'
import { listAssets } from '@/lib/assets/queries'
import { requirePage } from '@/lib/auth/page'

export async function generateMetadata() {
  return { title: (await getTranslations('assets'))('title') }
}

export default async function AssetsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const { read } = await requirePage('/assets')
  const { q, retired } = await searchParams
  const rows = await read((r) => listAssets(r, { query: searchParam(q), retired: flagParam(retired) }))
  return <AssetList rows={rows} />
}
