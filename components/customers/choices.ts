import type { Option } from '@/components/ui/option'
import type { AssetRow } from '@/lib/assets/queries'
import type { ContractChoice } from '@/lib/contracts/rules'
import type { ContactRow, CustomerRow, LookAlike, SiteRow } from '@/lib/customers/queries'

export async function getJson<T>(address: string, signal?: AbortSignal): Promise<T> {
  const answer = await fetch(address, { signal })
  if (!answer.ok) throw new Error(String(answer.status))
  return (await answer.json()) as T
}

/** For a ComboBox: customers by any word, with number and place. */
export async function loadCustomers(query: string, signal: AbortSignal): Promise<Option[]> {
  const { rows } = await getJson<{ rows: CustomerRow[] }>(
    `/customers/data?limit=20&q=${encodeURIComponent(query)}`,
    signal,
  )
  return rows.map((row) => ({
    value: row.id,
    label: row.name,
    description: [row.number, addressOf(row)].filter(Boolean).join(' · '),
  }))
}

export type CustomerChoices = {
  customer: { id: string; name: string; number: string; phone: string; poRequired: boolean; notes: string }
  sites: SiteRow[]
  contacts: ContactRow[]
  assets: AssetRow[]
  /** Open ones. */
  projects: { id: string; number: string; name: string; contractId: string | null }[]
  /** Not ended. */
  contracts: ContractChoice[]
}

export function loadChoices(customerId: string, signal?: AbortSignal): Promise<CustomerChoices> {
  return getJson(`/customers/${customerId}/choices`, signal)
}

export async function loadLookAlikes(typed: Record<string, string>, signal: AbortSignal): Promise<LookAlike[]> {
  const { rows } = await getJson<{ rows: LookAlike[] }>(`/customers/look-alikes?${new URLSearchParams(typed)}`, signal)
  return rows
}

export function addressOf(place: { street: string; houseNumber: string; postalCode?: string; city: string }): string {
  const street = [place.street, place.houseNumber].filter(Boolean).join(' ')
  const city = [place.postalCode, place.city].filter(Boolean).join(' ')
  return [street, city].filter(Boolean).join(', ')
}

export function assetName(asset: { type: string; make: string; model: string }): string {
  return [asset.type, asset.make, asset.model].filter(Boolean).join(' ')
}
