import { decimal } from '@/lib/money'

/** What something weighs and how big it is, in kg and m³, exact. */
export type Load = { kg: string; m3: string }

export const noLoad: Load = { kg: '0', m3: '0' }

export const isSomething = ({ kg, m3 }: Load) => Number(kg) > 0 || Number(m3) > 0

/** All of it together; the order does not matter, and nothing is rounded. */
export function sumOfLoads(loads: readonly Load[]): Load {
  const add = (of: keyof Load) => loads.reduce((sum, load) => sum.plus(load[of]), decimal('0')).toFixed()
  return { kg: add('kg'), m3: add('m3') }
}

/** What a vehicle of which nobody said what it carries has room for; a sum of two still fits 32 bits. */
export const mostAmount = 1_000_000_000

/**
 * What an order weighs as whole amounts [kg, litres] for the planning engine. Rounded up, as capacityOf of lib/vehicles
 * rounds down: what fits by these fits in fact.
 */
export function loadOf(order: Load): [kg: number, litres: number] {
  return [wholeAmount(order.kg, 1, 'up'), wholeAmount(order.m3, 1000, 'up')]
}

/** So many times `times`, as a whole number of at most `mostAmount`. */
export function wholeAmount(value: string, times: number, way: 'up' | 'down'): number {
  const exact = decimal(value).times(times)
  return Math.min(mostAmount, (way === 'up' ? exact.ceil() : exact.floor()).toNumber())
}
