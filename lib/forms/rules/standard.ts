import type { FieldType, FormField, SignatureRule } from '../rules'

type Words = readonly [nl: string, fr: string, en: string]
type Question = readonly [id: string, type: FieldType, label: Words, more?: Partial<FormField>]
type Standard = {
  name: Words
  icon: string
  durationMinutes: number
  signatureRule: SignatureRule
  intake: readonly Question[]
  checklist: readonly Question[]
}

export const words = ([nl, fr, en]: Words) => ({ nl, fr, en })
const required = { required: true }
const mustBeSo = { required: true, failIf: ['no'] }
const section = (id: string, ...label: Words): Question => [id, 'section', label]
const choice = (id: string, ...label: Words) => ({ id, label: words(label) })
const ifAnswered = (fieldId: string, equals: string) => ({ showIf: { fieldId, equals } })

const photosAfter: Question = [
  'photos_after',
  'photo',
  ["Foto's na het werk", 'Photos après le travail', 'Photos after the work'],
]

/** What a service company starts with; everything in it can be changed under Settings. */
export const standardTypes: readonly Standard[] = [
  {
    name: ['Storing', 'Dépannage', 'Fault'],
    icon: 'triangle-alert',
    durationMinutes: 60,
    signatureRule: 'customer_or_reason',
    intake: [
      [
        'appliance',
        'choice',
        ['Waarover gaat het?', 'De quoi s’agit-il ?', 'What is it about?'],
        {
          required: true,
          choices: [
            choice('boiler', 'Ketel of brander', 'Chaudière ou brûleur', 'Boiler or burner'),
            choice('heat_pump', 'Warmtepomp', 'Pompe à chaleur', 'Heat pump'),
            choice('airco', 'Airco', 'Climatisation', 'Air conditioning'),
            choice('plumbing', 'Sanitair of lek', 'Sanitaire ou fuite', 'Plumbing or leak'),
            choice('other', 'Iets anders', 'Autre chose', 'Something else'),
          ],
        },
      ],
      [
        'make',
        'text',
        ['Merk en type, als je het weet', 'Marque et type, si vous les connaissez', 'Make and model, if you know'],
        {
          help: words([
            'Staat meestal op een plaatje op het toestel.',
            'Souvent sur une plaquette sur l’appareil.',
            'Usually on a plate on the appliance.',
          ]),
        },
      ],
      [
        'no_heat',
        'yes_no',
        [
          'Zit je zonder verwarming of warm water?',
          'Êtes-vous sans chauffage ou eau chaude ?',
          'Are you without heating or hot water?',
        ],
      ],
    ],
    checklist: [
      ['cause', 'long_text', ['Vastgestelde oorzaak', 'Cause constatée', 'Cause found'], required],
      [
        'repaired',
        'yes_no',
        ['Is de storing verholpen?', 'La panne est-elle résolue ?', 'Is the fault repaired?'],
        required,
      ],
      [
        'left',
        'long_text',
        ['Wat moet er nog gebeuren?', 'Que reste-t-il à faire ?', 'What is left to do?'],
        { required: true, ...ifAnswered('repaired', 'no') },
      ],
      [
        'safe',
        'yes_no_na',
        ['Toestel veilig achtergelaten', 'Appareil laissé en sécurité', 'Appliance left safe'],
        mustBeSo,
      ],
      photosAfter,
    ],
  },
  {
    name: ['Onderhoud', 'Entretien', 'Maintenance'],
    icon: 'wrench',
    durationMinutes: 75,
    signatureRule: 'customer_or_reason',
    intake: [
      ['last_service', 'date', ['Laatste onderhoud, ongeveer', 'Dernier entretien, environ', 'Last service, roughly']],
      [
        'make',
        'text',
        ['Merk en type van het toestel', 'Marque et type de l’appareil', 'Make and model of the appliance'],
      ],
    ],
    checklist: [
      section('checks', 'Nazicht', 'Vérification', 'Checks'),
      [
        'visual',
        'yes_no_na',
        ['Visuele controle in orde', 'Contrôle visuel en ordre', 'Visual check passed'],
        mustBeSo,
      ],
      [
        'cleaned',
        'yes_no_na',
        ['Brander en warmtewisselaar gereinigd', 'Brûleur et échangeur nettoyés', 'Burner and heat exchanger cleaned'],
        required,
      ],
      section('readings', 'Metingen', 'Mesures', 'Readings'),
      [
        'pressure',
        'measurement',
        ['Waterdruk', 'Pression d’eau', 'Water pressure'],
        { required: true, unit: 'bar', minimum: 1, maximum: 2.5 },
      ],
      [
        'co',
        'measurement',
        ['CO in rookgas', 'CO dans les fumées', 'CO in flue gas'],
        { unit: 'ppm', minimum: 0, maximum: 100 },
      ],
      section('parts', 'Onderdelen', 'Pièces', 'Parts'),
      [
        'worn',
        'yes_no',
        ['Zijn er versleten onderdelen?', 'Y a-t-il des pièces usées ?', 'Are there worn parts?'],
        required,
      ],
      [
        'worn_parts',
        'long_text',
        ['Welke?', 'Lesquelles ?', 'Which ones?'],
        { required: true, ...ifAnswered('worn', 'yes') },
      ],
      [
        'photo_plate',
        'photo',
        ['Foto van het kenplaatje', 'Photo de la plaque signalétique', 'Photo of the type plate'],
      ],
    ],
  },
  {
    name: ['Plaatsing', 'Installation', 'Installation'],
    icon: 'package-plus',
    durationMinutes: 240,
    signatureRule: 'customer_or_reason',
    intake: [
      [
        'dwelling',
        'choice',
        ['Soort gebouw', 'Type de bâtiment', 'Kind of building'],
        {
          choices: [
            choice('house', 'Huis', 'Maison', 'House'),
            choice('flat', 'Appartement', 'Appartement', 'Flat'),
            choice('business', 'Bedrijf of kantoor', 'Entreprise ou bureau', 'Business or office'),
          ],
        },
      ],
      [
        'older',
        'yes_no',
        [
          'Is de woning ouder dan 10 jaar?',
          'Le logement a-t-il plus de 10 ans ?',
          'Is the dwelling older than 10 years?',
        ],
      ],
      ['wanted', 'date', ['Wanneer had je het graag?', 'Quand le souhaitez-vous ?', 'When would you like it?']],
    ],
    checklist: [
      [
        'placed',
        'yes_no',
        ['Toestel geplaatst en aangesloten', 'Appareil placé et raccordé', 'Appliance placed and connected'],
        required,
      ],
      ['tested', 'yes_no', ['Dichtheid getest', 'Étanchéité testée', 'Tightness tested'], mustBeSo],
      ['serial', 'text', ['Serienummer', 'Numéro de série', 'Serial number'], required],
      [
        'explained',
        'yes_no_na',
        ['Werking uitgelegd aan de klant', 'Fonctionnement expliqué au client', 'Operation explained to the customer'],
        required,
      ],
      photosAfter,
    ],
  },
  {
    name: ['Keuring', 'Contrôle', 'Inspection'],
    icon: 'clipboard-check',
    durationMinutes: 45,
    signatureRule: 'technician',
    intake: [
      [
        'deadline',
        'date',
        [
          'Voor welke datum moet het gekeurd zijn?',
          'Pour quelle date le contrôle doit-il être fait ?',
          'By which date must it be inspected?',
        ],
      ],
    ],
    checklist: [
      [
        'ventilation',
        'yes_no_na',
        [
          'Ventilatie van de stookruimte in orde',
          'Ventilation du local en ordre',
          'Ventilation of the boiler room passed',
        ],
        mustBeSo,
      ],
      ['flue', 'yes_no_na', ['Rookgasafvoer in orde', 'Évacuation des fumées en ordre', 'Flue passed'], mustBeSo],
      [
        'co',
        'measurement',
        ['CO in de ruimte', 'CO dans le local', 'CO in the room'],
        { required: true, unit: 'ppm', minimum: 0, maximum: 9 },
      ],
      [
        'result',
        'choice',
        ['Besluit', 'Conclusion', 'Conclusion'],
        {
          required: true,
          failIf: ['failed'],
          choices: [
            choice('passed', 'Goedgekeurd', 'Approuvé', 'Passed'),
            choice('remarks', 'Goedgekeurd met opmerkingen', 'Approuvé avec remarques', 'Passed with remarks'),
            choice('failed', 'Afgekeurd', 'Refusé', 'Failed'),
          ],
        },
      ],
      [
        'why',
        'long_text',
        ['Waarom afgekeurd?', 'Pourquoi refusé ?', 'Why did it fail?'],
        { required: true, ...ifAnswered('result', 'failed') },
      ],
    ],
  },
]

export function asField([id, type, label, more]: Question): FormField {
  return { id, type, label: words(label), required: false, ...more }
}
