import { proven, writing } from '@/lib/auth/actor'
import { currentTemplate } from '@/lib/forms/queries'
import { newId } from '@/lib/ids'
import { acceptRequest, declineRequest } from '@/lib/requests/mutations/decide'
import { submitRequest } from '@/lib/requests/mutations/submit'
import { addMinutes, instantOf, Temporal } from '@/lib/time'
import type { DemoCompany, DemoCustomer, OrderKind } from './demo-company'
import type { Dice } from './demo-story'
import { work } from './demo-words'

type Asking = { company: DemoCompany; customers: DemoCustomer[]; kinds: OrderKind[]; roll: Dice }

/** What came in by the public form: some wait for the office, some were accepted or declined, one still must be confirmed. */
export async function tellRequests({ company, customers, kinds, roll }: Asking): Promise<void> {
  const actor = {
    organizationId: proven(company.organizationId),
    kind: 'customer' as const,
    id: newId(),
    name: '',
    roles: [],
  }
  const office = company.actorOf('planner')
  for (let index = 0; index < Math.min(14, customers.length); index++) {
    const customer = roll.one(customers)
    const kind = roll.one(kinds)
    const [, description] = roll.one(work[kind.name] ?? [['Werk', 'Graag een bezoek.']])
    const id = newId()
    const at = instantOf(addMinutes(Temporal.Now.instant().toString(), -60 * (2 + index * 5) - roll.below(50)))
    const isStranger = index === 4
    await writing(
      actor,
      async (write) => {
        const form = await currentTemplate(write, kind.id, 'intake')
        await submitRequest(write, {
          id,
          asked: {
            orderTypeId: kind.id,
            description,
            name: isStranger ? 'Elke Vandoren' : customer.name,
            company: '',
            vatNumber: '',
            email: isStranger ? 'elke.vandoren@nieuw.example' : customer.email,
            phone: customer.phone,
            ...customer.address,
            locale: 'nl',
          },
          formTemplateId: form?.id ?? null,
          answers: {},
          files: [],
          mayMail: true,
        })
      },
      at,
    )
    const later = at.add({ hours: 1 })
    if (index % 4 === 3)
      await writing(
        office,
        (write) =>
          acceptRequest(write, {
            id,
            orderId: newId(),
            orderTypeId: kind.id,
            title: description.split('.')[0]?.slice(0, 80) ?? kind.name,
            priority: 'normal',
            dueOn: null,
            customerId: customer.id,
            newCustomer: null,
            siteId: customer.siteId,
          }),
        later,
      )
    if (index === 6 || index === 10)
      await writing(
        office,
        (write) => declineRequest(write, { id, reason: 'Dit toestel valt buiten ons werkgebied.' }),
        later,
      )
  }
}
