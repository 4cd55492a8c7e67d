import { type Sojourn, sojourn } from './sojourn.js'

/** The law of a request that meets one of several laws by chance, e.g. one backend of several. The shares add up to 1. */
export function mixture(parts: readonly { readonly share: number; readonly law: Sojourn }[]): Sojourn {
  const mean = parts.reduce((sum, { share, law }) => sum + share * law.mean, 0)
  return sojourn(mean, t => parts.reduce((sum, { share, law }) => sum + share * law.beyond(t), 0))
}
