import { getTranslations } from 'next-intl/server'
import { ProjectList } from '@/components/projects/project-list'
import { requirePage } from '@/lib/auth/page'
import { activeMembers } from '@/lib/auth/queries'
import { customerForPage } from '@/lib/customers/queries'
import { projectFiltersFrom } from '@/lib/projects/input'
import { listProjects } from '@/lib/projects/queries'

export async function generateMetadata() {
  return { title: (await getTranslations('projects'))('title') }
}

export default async function ProjectsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const { read } = await requirePage('/projects')
  const given = Object.entries(await searchParams).map(([key, value]) => [key, String(value ?? '')])
  const filters = projectFiltersFrom(new URLSearchParams(given))
  const [{ rows, more }, members, customer] = await read((r) =>
    Promise.all([
      listProjects(r, filters),
      activeMembers(r),
      filters.customerId ? customerForPage(r, filters.customerId) : null,
    ]),
  )
  return (
    <ProjectList
      rows={rows}
      more={more}
      members={members.map(({ id, name }) => ({ id, name }))}
      customer={customer && { id: customer.id, name: customer.name }}
    />
  )
}
