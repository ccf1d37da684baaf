import type { Country } from './located'

/**
 * The town around which the postcodes with these first two digits lie. No npm package has postcodes of both countries, and
 * two digits are enough for what they are for: telling places of the same name apart, and finding out that a postcode and
 * a place don't belong together.
 */
const towns: Record<Country, string> = {
  BE: `10 Brussels, 11 Auderghem, 12 Woluwe-Saint-Lambert, 13 Wavre, 14 Nivelles, 15 Halle, 16 Sint-Pieters-Leeuw, 17 Asse,
    18 Vilvoorde, 19 Zaventem, 20 Antwerpen, 21 Deurne, 22 Herentals, 23 Turnhout, 24 Geel, 25 Lier, 26 Wilrijk, 28 Mechelen,
    29 Brasschaat, 30 Leuven, 31 Haacht, 32 Aarschot, 33 Tienen, 34 Landen, 35 Hasselt, 36 Genk, 37 Tongeren, 38 Sint-Truiden,
    39 Lommel, 40 Liège, 41 Seraing, 42 Hannut, 43 Waremme, 44 Ans, 45 Huy, 46 Visé, 47 Eupen, 48 Verviers, 49 Spa,
    50 Namur, 51 Namur, 53 Andenne, 55 Dinant, 56 Philippeville, 60 Charleroi, 61 Courcelles, 62 Fleurus, 64 Chimay, 65 Thuin,
    66 Bastogne, 67 Arlon, 68 Neufchâteau, 69 Marche-en-Famenne, 70 Mons, 71 La Louvière, 73 Saint-Ghislain, 75 Tournai,
    76 Péruwelz, 77 Mouscron, 78 Ath, 79 Beloeil, 80 Brugge, 82 Brugge, 83 Knokke-Heist, 84 Ostend, 85 Kortrijk,
    86 Diksmuide, 87 Tielt, 88 Roeselare, 89 Ieper, 90 Gent, 91 Sint-Niklaas, 92 Dendermonde, 93 Aalst, 94 Ninove,
    95 Geraardsbergen, 96 Ronse, 97 Oudenaarde, 98 Deinze, 99 Eeklo`,
  NL: `10 Amsterdam, 11 Amstelveen, 12 Hilversum, 13 Almere Stad, 14 Purmerend, 15 Zaandam, 16 Hoorn, 17 Schagen, 18 Alkmaar,
    19 Beverwijk, 20 Haarlem, 21 Hoofddorp, 22 Noordwijk-Binnen, 23 Leiden, 24 Alphen aan den Rijn, 25 The Hague, 26 Delft,
    27 Zoetermeer, 28 Gouda, 29 Capelle aan den IJssel, 30 Rotterdam, 31 Schiedam, 32 Spijkenisse, 33 Dordrecht, 34 Woerden,
    35 Utrecht, 36 Maarssen, 37 Zeist, 38 Amersfoort, 39 Veenendaal, 40 Tiel, 41 Culemborg, 42 Gorinchem, 43 Goes,
    44 Goes, 45 Terneuzen, 46 Bergen op Zoom, 47 Roosendaal, 48 Breda, 49 Oosterhout, 50 Tilburg, 51 Waalwijk,
    52 's-Hertogenbosch, 53 Oss, 54 Veghel, 55 Veldhoven, 56 Eindhoven, 57 Helmond, 58 Venray, 59 Venlo, 60 Weert, 61 Sittard,
    62 Maastricht, 63 Heerlen, 64 Heerlen, 65 Nijmegen, 66 Wijchen, 67 Ede, 68 Arnhem, 69 Zevenaar, 70 Doetinchem,
    71 Winterswijk, 72 Zutphen, 73 Apeldoorn, 74 Deventer, 75 Enschede, 76 Almelo, 77 Hardenberg, 78 Emmen, 79 Hoogeveen,
    80 Zwolle, 81 Raalte, 82 Lelystad, 83 Emmeloord, 84 Heerenveen, 85 Joure, 86 Sneek, 87 Bolsward, 88 Franeker,
    89 Leeuwarden, 90 Leeuwarden, 91 Dokkum, 92 Drachten, 93 Roden, 94 Assen, 95 Stadskanaal, 96 Hoogezand, 97 Groningen,
    98 Zuidhorn, 99 Delfzijl`,
}

const townOf = new Map(
  Object.entries(towns).flatMap(([country, list]) =>
    list.split(',').map((one) => {
      const [, digits, town] = /^\s*(\d\d) (.+)$/.exec(one) ?? []
      return [`${country} ${digits}`, town ?? ''] as const
    }),
  ),
)

/** Four digits of a postcode as people type it (`B-3000`, `1012 AB`, `NL-1012ab`), or null. */
export function postcodeDigits(postalCode: string): string | null {
  return /^(?:[A-Z]{1,2}[\s-]*)?([1-9]\d{3})\s*(?:[A-Z]{2})?$/i.exec(postalCode.trim())?.[1] ?? null
}

/** The town around which a postcode lies, or null where there are none such. */
export function areaTown(country: string, postalCode: string): string | null {
  const digits = postcodeDigits(postalCode)
  return digits ? (townOf.get(`${country} ${digits.slice(0, 2)}`) ?? null) : null
}

/** Every area with its town, for trying that each town is known. */
export const areaTowns: readonly (readonly [area: string, town: string])[] = [...townOf]
