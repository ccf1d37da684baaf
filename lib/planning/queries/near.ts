import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { sites } from '@/db/schema/customers'
import type { Read } from '@/lib/auth/actor'
import type { BacklogQuery } from '../input'
import { postcodeDigits } from '../rules/backlog'

/** Kilometres that places of one postcode, or of one region of postcodes, lie apart when nobody knows better. */
const samePostcodeKm = 3
const sameRegionKm = 15
const mostPlaces = 30

/** Sorts what `kilometresFrom` joined: the nearest first, without a measured way by what the postcodes say. */
export const nearBy: SQL = sql`coalesce(way.km, way.guess) asc nulls last`

/**
 * To join with orders and their sites as `way`: how far the site is, as the crow flies, from the visit `near`, or from the
 * nearest visit of the member `near` on the day `nearOn`. `km` is null where a place is unknown; `guess` is what the
 * postcodes say then.
 */
export function kilometresFrom({ actor }: Read, { near, nearOn }: BacklogQuery): SQL {
  const { organizationId } = actor
  const zone = sql`(select time_zone from organizations where id = ${organizationId})`
  const ofMember = nearOn
    ? sql`v.id in (select a.visit_id from agenda_entries a
        where a.organization_id = ${organizationId} and a.member_id = ${near} and a.visit_id is not null
          and a.start_at >= (${nearOn}::date::timestamp at time zone ${zone})
          and a.start_at < ((${nearOn}::date + 1)::timestamp at time zone ${zone}))`
    : sql`false`
  const half = (from: SQL, to: SQL) => sql`power(sin(radians(${to} - ${from}) / 2), 2)`
  const chord = sql`${half(sql`n.latitude`, sql`${sites.latitude}`)}
    + cos(radians(n.latitude)) * cos(radians(${sites.latitude})) * ${half(sql`n.longitude`, sql`${sites.longitude}`)}`
  const region = sql.raw(String(postcodeDigits))
  return sql`lateral (
    select round((2 * 6371 * (min(asin(sqrt(least(1, ${chord})))) filter (where ${chord} is not null)))::numeric, 1)::float8 as km,
      min(case when n.country <> ${sites.country} or n.postal_code = '' then null
               when n.postal_code = ${sites.postalCode} then ${samePostcodeKm}::float8
               when left(n.postal_code, ${region}) = left(${sites.postalCode}, ${region}) then ${sameRegionKm}::float8
          end) as guess
    from (
      select s.latitude, s.longitude, s.postal_code, s.country from visits v
      join orders o on o.organization_id = ${organizationId} and o.id = v.order_id
      join sites s on s.organization_id = ${organizationId} and s.id = o.site_id
      where v.organization_id = ${organizationId} and v.status <> 'cancelled' and (v.id = ${near} or ${ofMember})
      limit ${mostPlaces}
    ) n) way`
}
