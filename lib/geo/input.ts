import { z } from 'zod'

const coordinate = (most: number) =>
  z
    .number('customers.coordinate')
    .min(-most, 'customers.coordinate')
    .max(most, 'customers.coordinate')
    // Seven decimals are a centimetre.
    .transform((degrees) => Math.round(degrees * 1e7) / 1e7)

/** Where somebody puts a pin, in degrees. */
export const pinFields = { latitude: coordinate(90), longitude: coordinate(180) }
