import type { LineApproval, LineFacts, VisitState } from '@/lib/orders/rules'
import type { UnbilledReason } from '../rules'

/** What lines of a finished order wait for whose customer is asked: its answer, to be mended, or to be offered. */
export type WaitsFor = 'offered' | 'rejected' | 'to_offer'

type Line = Pick<LineFacts, 'netAmount' | 'invoiceState'> & { approval: LineApproval }

/**
 * The unbilled lines of an order by their fate, as the list of everything unbilled splits them: with the customer or rejected
 * where that is what they wait for, on a concept, and the others. What has no price stays with the others.
 */
export function partsOf<One extends Line>(
  lines: readonly One[],
  order: { onHold: boolean; released: boolean; visitState: VisitState; isAsked: boolean },
): { lines: One[]; onConcept: boolean; waitsFor: WaitsFor | null }[] {
  const canWait = order.isAsked && !order.onHold && (order.released || order.visitState === 'done')
  const fateOf = ({ invoiceState, netAmount, approval }: Line) => {
    if (invoiceState === 'concept') return 'concept'
    const isSaid = canWait && netAmount !== null && (approval === 'offered' || approval === 'rejected')
    return isSaid ? approval : null
  }
  return [...Map.groupBy(lines, fateOf)].map(([fate, own]) => {
    if (fate === 'concept') return { lines: own, onConcept: true, waitsFor: null }
    const isNew = order.isAsked && order.released && own.every(({ approval }) => approval === 'none')
    return { lines: own, onConcept: false, waitsFor: fate ?? (isNew ? 'to_offer' : null) }
  })
}

/** What is known of the unbilled lines of an order that share a fate: on a concept, or not and with whom they wait. */
export type UnbilledFacts = {
  onHold: boolean
  visitState: VisitState
  /** A visit took place and something is left to do. */
  workLeft: boolean
  /** The planned visit should have begun by now. */
  late: boolean
  /** It was closed on site, and its files are still on a phone. */
  phoneWaits: boolean
  released: boolean
  priceMissing: boolean
  questionOpen: boolean
  /** The customer wants a PO number on the invoice and there is none. */
  poMissing: boolean
  onConcept: boolean
  /** The concept collects a period that is not over. */
  periodOpen: boolean
  /** Null where nobody is asked, the customer agreed, or it is invoiced anyway. */
  waitsFor: WaitsFor | null
}

/** Whether the PO number that the customer wants is not there: it may stand on the order, or on the concept itself. */
export function isPoMissing(facts: {
  poRequired: boolean
  /** The order's own. */
  poNumber: string
  onConcept: boolean
  poOnConcept: boolean
}): boolean {
  return facts.poRequired && facts.poNumber === '' && !(facts.onConcept && facts.poOnConcept)
}

/** The one reason of these facts: every unbilled amount has exactly one, so that the reasons add up. */
export function reasonOf(facts: UnbilledFacts): UnbilledReason {
  if (facts.onHold) return 'on_hold'
  const visiting = !facts.onConcept && !facts.released ? beforeControl(facts) : null
  if (visiting) return visiting
  // What has no price goes with the rest of its order: it is told first.
  if (!facts.onConcept && !facts.priceMissing && facts.waitsFor) return `order_${facts.waitsFor}`
  if (!facts.onConcept && !facts.released) {
    if (facts.priceMissing) return 'price_missing'
    return facts.questionOpen ? 'correction_asked' : 'control'
  }
  if (facts.poMissing) return 'po_missing'
  if (facts.onConcept) return facts.periodOpen ? 'collective' : 'on_concept'
  return facts.priceMissing ? 'price_missing' : 'not_on_concept'
}

function beforeControl({ visitState, workLeft, late, phoneWaits }: UnbilledFacts): UnbilledReason | null {
  switch (visitState) {
    case 'needs_visit':
      return workLeft ? 'follow_up' : 'not_planned'
    case 'planned':
      return late ? 'visit_late' : 'visit_planned'
    case 'running':
      return phoneWaits ? 'phone_waits' : 'visit_running'
    case 'done':
      return null
  }
}
