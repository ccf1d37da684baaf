import type { Company } from '@/components/ui/public-shell'

/** What a page for a customer shows of the company. */
export function companyOf(organization: {
  name: string
  logoFileId: string | null
  colour: string
  phone: string
  email: string
  website: string
  street: string
  houseNumber: string
  postalCode: string
  city: string
  vatNumber: string
}): Company {
  const street = [organization.street, organization.houseNumber].filter(Boolean).join(' ')
  const city = [organization.postalCode, organization.city].filter(Boolean).join(' ')
  return {
    name: organization.name,
    logoSrc: organization.logoFileId ? `/files/${organization.logoFileId}` : null,
    colour: organization.colour,
    phone: organization.phone || null,
    email: organization.email || null,
    website: /^https?:\/\//.test(organization.website) ? organization.website : null,
    legal: [street, city, organization.vatNumber].filter(Boolean).join(' · ') || null,
  }
}
