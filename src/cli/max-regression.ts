import { LbbenchError } from '../errors.js'
import { parseShare } from '../units.js'

/** How much worse is still fine where nobody says, as a flag's value. */
export const defaultMaxRegression = '10%'

/** Reads --max-regression: "10%" -> 0.1. @throws LbbenchError USAGE */
export function maxRegressionOf(text: string): number {
  try {
    return parseShare(text)
  } catch (error) {
    throw new LbbenchError(
      'USAGE',
      `--max-regression ${text}: ${(error as Error).message}`,
      'for example: --max-regression 10%',
    )
  }
}
