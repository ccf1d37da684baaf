/** Names and texts of the demo: invented people and companies in real towns. */

export type Town = [postalCode: string, city: string, latitude: number, longitude: number]

export const flemishTowns: Town[] = [
  ['3000', 'Leuven', 50.879, 4.701],
  ['3010', 'Kessel-Lo', 50.889, 4.735],
  ['3012', 'Wilsele', 50.9, 4.71],
  ['3001', 'Heverlee', 50.86, 4.69],
  ['3020', 'Herent', 50.909, 4.671],
  ['3200', 'Aarschot', 50.984, 4.837],
  ['3290', 'Diest', 50.985, 5.051],
  ['3300', 'Tienen', 50.807, 4.938],
  ['3360', 'Bierbeek', 50.829, 4.76],
  ['3080', 'Tervuren', 50.824, 4.514],
  ['2800', 'Mechelen', 51.026, 4.478],
  ['1930', 'Zaventem', 50.884, 4.473],
]

export const dutchTowns: Town[] = [
  ['5611 AB', 'Eindhoven', 51.441, 5.478],
  ['5701 BC', 'Helmond', 51.479, 5.656],
  ['5504 DE', 'Veldhoven', 51.418, 5.403],
  ['5666 FG', 'Geldrop', 51.421, 5.559],
]

export const streets = [
  'Kerkstraat',
  'Stationsstraat',
  'Dorpsplein',
  'Molenweg',
  'Lindelaan',
  'Schoolstraat',
  'Naamsesteenweg',
  'Beukenlaan',
  'Tiensevest',
  'Wijngaardstraat',
  'Veldstraat',
  'Heidebergstraat',
]

export const persons = [
  'An Peeters',
  'Marc Janssens',
  'Griet Wouters',
  'Dirk Claes',
  'Sofie Maes',
  'Koen Jacobs',
  'Els Mertens',
  'Bart Willems',
  'Hilde Goossens',
  'Stijn De Smet',
  'Lieve Hermans',
  'Wim Vandenberghe',
  'Nele Dubois',
  'Geert Lambrechts',
  'Inge Van den Bossche',
  'Pieter Verhoeven',
  'Karen Declercq',
  'Luc Smets',
  'Mieke Aerts',
  'Jef Cools',
  'Sara El Amrani',
  'Tine Vermeersch',
  'Ruben Nijs',
  'Annemie Bogaerts',
  'Yusuf Demir',
  'Carine Lemmens',
  'Joris Pauwels',
  'Greet Michiels',
  'Filip Desmedt',
  'Marleen Thijs',
  'Hans Coppens',
  'Veerle Segers',
  'Eddy Moons',
  'Leen Van Hoof',
  'Kristof Baert',
  'Rita Geerts',
  'Tom Hendrickx',
  'Ilse Van Damme',
  'Frank Bosmans',
  'Joke Verlinden',
]

export const businesses = [
  'Bakkerij Het Zonnehoekje',
  'Vastgoedbeheer Dijleland',
  'Basisschool De Regenboog',
  'Garage Vanhove',
  'Woonzorgcentrum Ter Linde',
  'Restaurant De Gouden Pollepel',
  'Tandartspraktijk Centrum',
  'Drukkerij Lettergroot',
  'Sporthal Den Bempt',
  'Syndicus Residentie Parkzicht',
  'Kinderopvang Pippeloentje',
  'Slagerij Van Eyck',
  'Advocaten Hendriks & Co',
  'Hotel Het Begijnhof',
  'Apotheek Verbruggen',
  'Architectenbureau Loodlijn',
  'Fietsenmaker De Ketting',
  'Notariaat Swinnen',
  'Brouwerij De Koperen Ketel',
  'Kantoorcampus Haasrode',
]

export const dutchPersons = ['Jeroen van Dijk', 'Marieke de Boer', 'Sander Visser', 'Anouk Bakker', 'Thijs Smit']
export const dutchBusinesses = ['Bouwbedrijf Kempenland', 'Huisartsen Strijp', 'Wooncorporatie De Peel']

/** What happens to heating: by order type, title and what the customer tells. */
export const work: Record<string, [title: string, description: string][]> = {
  Storing: [
    ['Ketel valt uit', 'De ketel springt om de paar uur op storing, code E133. Resetten helpt even.'],
    ['Geen warm water', 'Sinds gisterenavond geen warm water in de badkamer, verwarming werkt wel.'],
    ['Lek aan de radiator', 'De radiator in de leefruimte druppelt aan de kraan.'],
    ['Warmtepomp maakt lawaai', 'De buitenunit trilt en bromt sterk, vooral in de ochtend.'],
    ['Druk zakt telkens weg', 'We moeten elke twee dagen water bijvullen, de druk zakt onder 1 bar.'],
    ['Thermostaat reageert niet', 'Het scherm blijft zwart, nieuwe batterijen hielpen niet.'],
  ],
  Onderhoud: [
    ['Jaarlijks onderhoud gasketel', 'Graag het jaarlijks onderhoud met attest.'],
    ['Onderhoud warmtepomp', 'Tweejaarlijks onderhoud van de lucht-waterwarmtepomp.'],
    ['Onderhoud stookolieketel', 'Onderhoud met reiniging en verbrandingsattest.'],
    ['Onderhoud airco', 'Reiniging van de binnenunits en controle van het koelmiddel.'],
  ],
  Plaatsing: [
    ['Plaatsing condensatieketel', 'Vervanging van de oude ketel door een condenserende wandketel.'],
    ['Plaatsing slimme thermostaat', 'Slimme thermostaat met twee kamersensoren.'],
    ['Plaatsing designradiator', 'Handdoekradiator in de badkamer op de eerste verdieping.'],
  ],
  Keuring: [
    ['Keuring voor verhuur', 'De huurders wisselen begin volgende maand, graag de keuring ervoor.'],
    ['Keuring gasinstallatie', 'Keuring na de verbouwing van de keuken.'],
  ],
}

export const causes = [
  'Ontstekingselektrode versleten, vervangen en getest.',
  'Driewegklep zat vast. Losgemaakt en gesmeerd, werkt terug.',
  'Expansievat leeg. Bijgevuld tot 1,2 bar en installatie ontlucht.',
  'Ketel vuil door stof van de verbouwing. Gereinigd, meetwaarden in orde.',
  'Pakking van de radiatorkraan vervangen.',
]

export const customerNotes = [
  'Ketel nagekeken en proper achtergelaten. Volgend onderhoud binnen een jaar.',
  'Druk mag tussen 1,2 en 1,8 bar staan. Bel ons als ze opnieuw zakt.',
  'De filter is aan vervanging toe bij het volgende bezoek.',
]

export const accessNotes = [
  'Sleutel bij de buur op nummer 12.',
  'Stookplaats in de kelder, ingang langs de garage.',
  'Bel aan bij de conciërge.',
  'Honden los in de tuin: even bellen.',
  '',
  '',
  '',
]

export const products: [
  kind: 'material' | 'labour' | 'travel' | 'fixed',
  name: string,
  unit: string,
  price: string,
  cost: string,
][] = [
  ['labour', 'Werkuur technieker', 'u', '62.00', '38.00'],
  ['travel', 'Verplaatsing', 'st', '35.00', '18.00'],
  ['fixed', 'Onderhoudsbeurt gasketel', 'st', '145.00', '70.00'],
  ['material', 'Ontstekingselektrode', 'st', '48.50', '27.10'],
  ['material', 'Driewegklep 3/4"', 'st', '96.20', '58.00'],
  ['material', 'Expansievat 18 l', 'st', '74.00', '41.30'],
  ['material', 'Radiatorkraan thermostatisch', 'st', '31.75', '16.40'],
  ['material', 'Slimme thermostaat', 'st', '189.00', '121.00'],
  ['material', 'Circulatiepomp 25-60', 'st', '212.00', '139.00'],
  ['material', 'Pakkingset ketel', 'set', '18.90', '8.20'],
  ['material', 'Condensatieketel 24 kW', 'st', '1890.00', '1320.00'],
  ['material', 'Rookgasafvoer 60/100, 1 m', 'st', '42.00', '23.50'],
  ['material', 'Koperen buis 15 mm', 'm', '9.40', '4.90'],
  ['material', 'Magneetfilter', 'st', '118.00', '71.00'],
  ['material', 'Handdoekradiator 120x50', 'st', '264.00', '168.00'],
  ['material', 'Koelmiddel R32', 'kg', '58.00', '33.00'],
  ['material', 'Luchtfilter binnenunit', 'st', '22.30', '11.00'],
  ['material', 'Ontluchter automatisch', 'st', '14.60', '6.80'],
]

export const assetKinds: [type: string, make: string, model: string][] = [
  ['Gasketel', 'Bulex', 'ThermoMaster F25'],
  ['Gasketel', 'Vaillant', 'ecoTEC plus 246'],
  ['Warmtepomp', 'Daikin', 'Altherma 3 R'],
  ['Stookolieketel', 'Viessmann', 'Vitola 200'],
  ['Airco', 'Mitsubishi Electric', 'MSZ-LN35'],
  ['Boiler', 'Ariston', 'Velis Evo 80'],
]
