import { mean, standardDeviation } from 'simple-statistics'

/** Amounts (requests, busy time) over weights: equal for all backends where the load follows the weights exactly. */
export function perWeight(amounts: readonly number[], weights: readonly number[]): number[] {
  return amounts.map((amount, i) => amount / weights[i]!)
}

/**
 * Jain's fairness index (DEC-TR-301, 1984): (sum x)^2 / (n sum x^2), from 1/n (one has it all) to 1 (all equal).
 * 1 where there is nothing to share.
 */
export function jainIndex(amounts: readonly number[]): number {
  const total = sum(amounts)
  const squares = sum(amounts.map(amount => amount * amount))
  return squares === 0 ? 1 : (total * total) / (amounts.length * squares)
}

/** Population standard deviation over mean, 0 where all are equal: Jain's index is 1 / (1 + CoV^2). */
export function coefficientOfVariation(amounts: readonly number[]): number {
  return sum(amounts) === 0 ? 0 : standardDeviation([...amounts]) / mean([...amounts])
}

/** The most loaded backend's share over its fair share by weight: 1 is fair, 2 is twice too much. */
export function maxOverMean(amounts: readonly number[], weights: readonly number[]): number {
  const total = sum(amounts)
  if (total === 0) return 1
  const fair = total / sum(weights)
  return Math.max(...amounts.map((amount, i) => amount / (weights[i]! * fair)))
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
