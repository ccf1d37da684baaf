import { proven, writing } from '@/lib/auth/actor'
import { recordFile } from '@/lib/files/mutations'
import { currentTemplate } from '@/lib/forms/queries'
import type { Answers, FormField } from '@/lib/forms/rules'
import { newId } from '@/lib/ids'
import { acceptRequest, declineRequest } from '@/lib/requests/mutations/decide'
import { submitRequest } from '@/lib/requests/mutations/submit'
import { addMinutes, instantOf, Temporal } from '@/lib/time'
import type { DemoCompany, DemoCustomer, OrderKind } from './demo-company'
import { drawPhotos } from './demo-pictures'
import type { Dice } from './demo-story'
import { work } from './demo-words'

const appliances = ['Vaillant ecoTEC plus', 'Viessmann Vitodens 200', 'Daikin Altherma 3', 'Bulex ThermoMaster', '']

/** What somebody at home can tell; a photo comes with the form itself. */
function answersFor(roll: Dice, fields: readonly FormField[]): Answers {
  const answers: Answers = {}
  for (const { id, type, choices } of fields) {
    if (type === 'choice' && choices?.length) answers[id] = roll.one(choices).id
    else if (type === 'yes_no') answers[id] = roll.chance(0.5) ? 'yes' : 'no'
    else if (type === 'text') answers[id] = roll.one(appliances)
  }
  return Object.fromEntries(Object.entries(answers).filter(([, value]) => value))
}

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
  const photos = await drawPhotos(company.organizationId)
  for (let index = 0; index < Math.min(14, customers.length); index++) {
    const customer = roll.one(customers)
    // Of every type some, with and without a photo, whatever the day.
    const kind = kinds[Math.floor(index / 2) % kinds.length]
    if (!kind) throw new Error('nothing to ask for')
    const [, description] = roll.one(work[kind.name] ?? [['Werk', 'Graag een bezoek.']])
    const id = newId()
    const at = instantOf(addMinutes(Temporal.Now.instant().toString(), -60 * (2 + index * 5) - roll.below(50)))
    const isStranger = index === 4
    await writing(
      actor,
      async (write) => {
        const form = await currentTemplate(write, kind.id, 'intake')
        const picture = index % 2 === 0 ? roll.one(photos) : null
        const files = picture
          ? [
              {
                id: await recordFile(write, picture, { source: 'request' }),
                fieldId: '',
                name: picture.name,
                isImage: true,
              },
            ]
          : []
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
          answers: answersFor(roll, form?.fields ?? []),
          files,
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
