import { searchable } from '@/lib/search'
import type { BoardMember } from '../rules'

export const groupings = ['none', 'team', 'skill', 'region'] as const
export type Grouping = (typeof groupings)[number]

/** Which rows a board shows: whose name has these words, who can do this, who is of this team. */
export type PeopleFilter = { who: string; skill: string | null; team: string | null }

type Groupable = Pick<BoardMember, 'name' | 'skills' | 'team' | 'region'>

export function isShown(member: Groupable, { who, skill, team }: PeopleFilter): boolean {
  if (skill && !member.skills.includes(skill)) return false
  if (team && member.team !== team) return false
  const name = searchable(member.name)
  return searchable(who)
    .split(' ')
    .every((word) => name.includes(word))
}

/** The group somebody stands in, once: of several skills the first counts. Empty: in none. */
export function groupOf(member: Groupable, by: Grouping): string {
  if (by === 'team') return member.team
  if (by === 'region') return member.region
  return by === 'skill' ? (member.skills[0] ?? '') : ''
}

/** Things by the group of their member: groups by name, who is in none last, and within a group as they came. */
export function grouped<T>(
  all: readonly T[],
  memberOf: (one: T) => Groupable,
  by: Grouping,
): { name: string; of: T[] }[] {
  const groups = new Map<string, T[]>()
  for (const one of all) {
    const name = groupOf(memberOf(one), by)
    const mates = groups.get(name)
    if (mates) mates.push(one)
    else groups.set(name, [one])
  }
  return [...groups]
    .map(([name, of]) => ({ name, of }))
    .sort((a, b) => Number(a.name === '') - Number(b.name === '') || a.name.localeCompare(b.name))
}

/** What rows can be filtered by: every team and skill that somebody has. */
export function choicesOf(members: readonly Groupable[]): { teams: string[]; skills: string[] } {
  const sorted = (all: readonly string[]) => [...new Set(all.filter(Boolean))].sort((a, b) => a.localeCompare(b))
  return {
    teams: sorted(members.map((member) => member.team)),
    skills: sorted(members.flatMap((member) => member.skills)),
  }
}
