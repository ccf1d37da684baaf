import { and, eq } from 'drizzle-orm'
import { asSystem } from '@/db/client'
import { accounts, members, organizations } from '@/db/schema/auth'
import { sites } from '@/db/schema/customers'
import { createAsset } from '@/lib/assets/mutations/assets'
import { type Actor, proven, type Write, writing } from '@/lib/auth/actor'
import { saveHome } from '@/lib/auth/mutations/bases'
import type { OrganizationSettings, Role } from '@/lib/auth/rules'
import { createCustomer } from '@/lib/customers/mutations/customers'
import { ensureDefaultOrderTypes } from '@/lib/forms/mutations/defaults'
import { currentTemplate, type FormTemplate, orderTypesOf } from '@/lib/forms/queries'
import type { SignatureRule } from '@/lib/forms/rules'
import { saveRate } from '@/lib/hours/mutations/rates'
import { newId } from '@/lib/ids'
import { createProduct } from '@/lib/products/mutations/products'
import { addDays, type DayText, instantAt, instantOf } from '@/lib/time'
import type { Dice } from './demo-story'
import { accessNotes, assetKinds, products, streets, type Town } from './demo-words'

export type Person = [name: string, email: string, roles: Role[]]

export type DemoCompany = {
  organizationId: string
  timeZone: string
  people: { name: string; actor: Actor }[]
  actorOf: (role: Role) => Actor
  technicians: Actor[]
}

type About = {
  slug: string
  name: string
  country: 'BE' | 'NL'
  town: Town
  vatNumber: string
  enterpriseNumber: string
  iban: string
  phone: string
  team: Person[]
  passwordHash: string
}

export async function foundCompany(about: About): Promise<DemoCompany> {
  const organizationId = newId()
  const { team, passwordHash, town, ...facts } = about
  const timeZone = about.country === 'BE' ? 'Europe/Brussels' : 'Europe/Amsterdam'
  const people = team.map(([name, email, roles], position) => {
    const actor: Actor = { organizationId: proven(organizationId), kind: 'member', id: newId(), name, roles }
    return { name, email, roles, position, actor }
  })
  await asSystem(async (tx) => {
    await tx.insert(organizations).values({
      ...facts,
      id: organizationId,
      demo: true,
      street: 'Diestsesteenweg',
      houseNumber: '118',
      postalCode: town[0],
      city: town[1],
      email: `info@${about.slug}.example`,
      website: `https://www.${about.slug}.example`,
      timeZone,
    })
    for (const { name, email, roles, position, actor } of people) {
      const accountId = newId()
      await tx.insert(accounts).values({ id: accountId, email, passwordHash })
      const colour = ['#0f5c66', '#7a4e9e', '#b3541e', '#2f6b3a', '#8a2f4f', '#35588f', '#6b6a1f', '#4a4f57'][
        position % 8
      ]
      await tx.insert(members).values({ organizationId, id: actor.id, accountId, name, email, roles, position, colour })
    }
  })
  const actorOf = (role: Role): Actor => {
    const found =
      people.find(({ roles }) => roles.includes(role)) ?? people.find(({ roles }) => roles.includes('admin'))
    if (!found) throw new Error(`nobody is ${role}`)
    return found.actor
  }
  const technicians = people.filter(({ roles }) => roles.includes('technician')).map(({ actor }) => actor)
  return { organizationId, timeZone, people, actorOf, technicians }
}

export type OrderKind = {
  id: string
  name: string
  durationMinutes: number
  signatureRule: SignatureRule
  checklist: FormTemplate | null
}

/** What an hour costs: in general, on the road, and of the one who has been here longest. */
async function agreeRates(write: Write, { technicians }: DemoCompany, validFrom: DayText): Promise<void> {
  const everybody = {
    ...{ version: null, projectId: null, contractId: null, customerId: null, memberId: null, hourType: null },
    validFrom,
  }
  await saveRate(write, { ...everybody, id: newId(), price: '62.0000' })
  await saveRate(write, { ...everybody, id: newId(), hourType: 'travel', price: '48.0000' })
  const memberId = technicians[0]?.id ?? null
  if (memberId) await saveRate(write, { ...everybody, id: newId(), memberId, hourType: 'work', price: '68.0000' })
}

/** The last two technicians leave from home, and one of them drives back there; the others come to the depot. */
export async function sayWhereDaysBegin(company: DemoCompany, towns: readonly Town[], country: string): Promise<void> {
  await writing(company.actorOf('admin'), async (write) => {
    for (const [index, { id, name }] of company.technicians.slice(-2).entries()) {
      const [postalCode, city] = towns.at(-2 - index) ?? ['', '']
      await saveHome(write, { id, name }, { street: 'Dorpsplein', houseNumber: '7', postalCode, city, country })
      await write.db
        .update(members)
        .set({ dayStartsAt: 'home', dayEndsAt: index === 0 ? 'home' : 'depot' })
        .where(and(eq(members.organizationId, company.organizationId), eq(members.id, id)))
    }
  })
}

/** Order types with their forms, products, and the two that stand for labour and travel. */
export async function setUp(company: DemoCompany, day: DayText, vatRate: string) {
  const admin = company.actorOf('admin')
  const now = instantOf(instantAt(company.timeZone, day, '08:00'))
  return writing(
    admin,
    async (write) => {
      await ensureDefaultOrderTypes(write, 'nl')
      const made: { id: string; kind: string; name: string; price: string; unit: string }[] = []
      for (const [kind, name, unit, price, cost] of products) {
        const { id } = await createProduct(write, { kind, name, unit, price, cost, vatRate, ledgerAccount: '700000' })
        made.push({ id, kind, name, price, unit })
      }
      const settings: Partial<OrganizationSettings> = {
        labourProductId: made.find(({ kind }) => kind === 'labour')?.id ?? null,
        travelProductId: made.find(({ kind }) => kind === 'travel')?.id ?? null,
        kilometreRate: '0.4500',
      }
      await write.db.update(organizations).set({ settings }).where(eq(organizations.id, company.organizationId))
      await agreeRates(write, company, `${day.slice(0, 4)}-01-01`)
      const kinds: OrderKind[] = []
      for (const { id, name, durationMinutes, signatureRule } of await orderTypesOf(write))
        kinds.push({
          id,
          name,
          durationMinutes,
          signatureRule,
          checklist: await currentTemplate(write, id, 'checklist'),
        })
      return { kinds, materials: made.filter(({ kind }) => kind === 'material') }
    },
    now,
  )
}

export type DemoCustomer = {
  id: string
  siteId: string
  name: string
  email: string
  assetId: string | null
  phone: string
  address: { street: string; houseNumber: string; postalCode: string; city: string; country: string }
}

/** A valid enterprise number from any seven digits: the last two make 97 with the rest. */
function enterpriseNumber(base: number): string {
  const first = `0${String(base).padStart(7, '0')}`
  return first + String(97 - (Number(first) % 97)).padStart(2, '0')
}

/** A spot within two kilometres of the middle of a town, another for everybody: sunflower seeds never touch. */
function around([, , latitude, longitude]: Town, index: number): { latitude: number; longitude: number } {
  const [angle, distance] = [index * 2.4, 0.018 * Math.sqrt(((index * 7) % 20) / 20)]
  return {
    latitude: Math.round((latitude + distance * Math.sin(angle)) * 1e5) / 1e5,
    longitude: Math.round((longitude + distance * 1.6 * Math.cos(angle)) * 1e5) / 1e5,
  }
}

/** On the map from the start: nobody corrects where an invented address is. */
async function placeSite(write: Write, siteId: string, at: { latitude: number; longitude: number }): Promise<void> {
  await write.db
    .update(sites)
    .set(at)
    .where(and(eq(sites.organizationId, write.actor.organizationId), eq(sites.id, siteId)))
}

export async function meetCustomers(
  company: DemoCompany,
  names: { persons: readonly string[]; businesses: readonly string[] },
  towns: Town[],
  country: 'BE' | 'NL',
  day: DayText,
  roll: Dice,
): Promise<DemoCustomer[]> {
  const office = company.actorOf('administration')
  const found: DemoCustomer[] = []
  const everybody = [
    ...names.persons.map((name) => ({ name, kind: 'person' as const })),
    ...names.businesses.map((name) => ({ name, kind: 'company' as const })),
  ]
  for (const [index, { name, kind }] of everybody.entries()) {
    const town = roll.one(towns)
    const [postalCode, city] = town
    const address = { street: roll.one(streets), houseNumber: String(1 + roll.below(160)), postalCode, city, country }
    const email = `${name
      .toLowerCase()
      .normalize('NFKD')
      .replace(/[^a-z]+/g, '.')
      .replace(/^\.|\.$/g, '')}@klant.example`
    const phone =
      country === 'BE' ? `0470 ${10 + index} ${20 + (index % 70)} ${30 + (index % 60)}` : `06 1234 ${1000 + index}`
    const at = instantOf(instantAt(company.timeZone, addDays(day, -20), `09:${String(index % 60).padStart(2, '0')}`))
    const one = await writing(
      office,
      async (write) => {
        const { id, siteId } = await createCustomer(write, {
          id: newId(),
          siteId: newId(),
          withSite: true,
          kind,
          name,
          ...address,
          email,
          phone,
          ...(kind === 'company' && country === 'BE'
            ? { vatNumber: `BE${enterpriseNumber(4_000_000 + index * 811)}` }
            : {}),
          ...(index % 11 === 10 ? { locale: 'fr' as const } : {}),
          ...(kind === 'company' && index % 4 === 0 ? { invoiceGrouping: 'month' as const } : {}),
          ...(kind === 'company' && index % 5 === 0 ? { poRequired: true } : {}),
          ...(kind === 'company'
            ? {
                contact: {
                  name: `Onthaal ${name}`,
                  role: 'Beheer',
                  email,
                  phone,
                  receives: ['appointments' as const, 'reports' as const],
                },
              }
            : {}),
        })
        const notes = roll.one(accessNotes)
        if (!siteId) throw new Error('a demo customer has a site')
        await placeSite(write, siteId, around(town, index))
        const [type, make, model] = roll.one(assetKinds)
        const asset = roll.chance(0.8)
          ? await createAsset(write, {
              customerId: id,
              siteId,
              type,
              make,
              model,
              serial: `${make.slice(0, 2).toUpperCase()}${20_000 + index * 37}`,
              installedOn: addDays(day, -400 - roll.below(3000)),
              notes,
            })
          : null
        return { id, siteId, assetId: asset?.id ?? null }
      },
      at,
    )
    found.push({ ...one, name, email, phone, address })
  }
  return found
}
