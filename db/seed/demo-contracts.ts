import { writing } from '@/lib/auth/actor'
import type { CreateContract, SaveFee } from '@/lib/contracts/input'
import { createContract } from '@/lib/contracts/mutations/contracts'
import { makeDueInstalments, saveFee } from '@/lib/contracts/mutations/fees'
import { saveRate } from '@/lib/hours/mutations/rates'
import { newId } from '@/lib/ids'
import { addDays, type DayText, instantAt, instantOf } from '@/lib/time'
import type { DemoCompany, DemoCustomer } from './demo-company'

type Plan = Pick<CreateContract, 'name' | 'reference' | 'notes' | 'silentConsentDays' | 'poNumber'> & {
  daysAgo: number
  lasts: number | null
  /** Its own price of an hour of work. */
  price: string | null
  /** What is paid for it each period. */
  fee: Pick<SaveFee, 'description' | 'amount' | 'period' | 'timing'>
}

const plans: readonly Plan[] = [
  {
    daysAgo: 50,
    lasts: 364,
    name: 'Raamcontract technisch beheer',
    reference: 'RC-118',
    notes:
      'Werken in regie aan het afgesproken uurtarief. Wie binnen tien dagen niet antwoordt op een urenbrief, is akkoord.',
    silentConsentDays: 10,
    price: '59.5000',
    fee: { description: 'Onderhoudsabonnement', amount: '145.00', period: 'month', timing: 'advance' },
  },
  {
    daysAgo: 48,
    lasts: null,
    name: 'Bestek HVAC nieuwbouw',
    reference: '2026/HVAC/07',
    notes: 'Per fase, meerwerk alleen na goedkeuring van de urenbrief.',
    silentConsentDays: null,
    price: null,
    fee: { description: 'Werfopvolging', amount: '380.00', period: 'month', timing: 'arrears' },
  },
]

/**
 * A contract with each of the first businesses: one under which silence is approval, one that says nothing of it. What fell due
 * since waits to be invoiced. Returns their ids.
 */
export async function agreeContracts(
  company: DemoCompany,
  customers: readonly DemoCustomer[],
  today: DayText,
): Promise<string[]> {
  const ids: string[] = []
  for (const [index, { daysAgo, lasts, price, fee, ...plan }] of plans.entries()) {
    const customer = customers[index % customers.length]
    if (!customer) throw new Error('a contract is with somebody')
    const startsOn = addDays(today, -daysAgo)
    const id = await writing(
      company.actorOf('administration'),
      async (write) => {
        const endsOn = lasts === null ? null : addDays(startsOn, lasts)
        const contract = await createContract(write, { ...plan, customerId: customer.id, startsOn, endsOn })
        const everybody = {
          version: null,
          projectId: null,
          customerId: null,
          memberId: null,
          hourType: 'work' as const,
        }
        if (price)
          await saveRate(write, { ...everybody, id: newId(), contractId: contract.id, price, validFrom: startsOn })
        await saveFee(write, {
          ...{ ...fee, id: newId(), contractId: contract.id, version: null },
          ...{ vatRate: '21', startsOn, endsOn: null },
        })
        return contract.id
      },
      instantOf(instantAt(company.timeZone, startsOn, '09:00')),
    )
    ids.push(id)
  }
  await writing(
    company.actorOf('administration'),
    makeDueInstalments,
    instantOf(instantAt(company.timeZone, today, '06:00')),
  )
  return ids
}
