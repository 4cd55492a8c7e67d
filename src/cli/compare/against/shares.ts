import type { Strategy } from '../../../strategies/strategy.js'

/**
 * Whether a strategy chooses by nothing but turns, chance and weights, as it says of itself: then unequal shares are no means to
 * an end but a fault, which costs next to no latency until the fleet is nearly saturated (examples/planted-flaw).
 */
export function dealsBlindly({ knows }: Pick<Strategy, 'knows'>): boolean {
  return knows.every(each => each === 'weights' || each === 'failures')
}
