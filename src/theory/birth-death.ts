/**
 * The stationary law of a process on 0, 1, ..., n that only moves to neighbours: p(k + 1) / p(k) = steps[k], the birth rate at
 * k over the death rate at k + 1. Multiplied outwards from the likeliest state, so nothing overflows however long it is.
 */
export function birthDeath(steps: readonly number[]): number[] {
  const mode = likeliest(steps)
  const weights = new Array<number>(steps.length + 1)
  weights[mode] = 1
  for (let k = mode; k < steps.length; k++) weights[k + 1] = weights[k]! * steps[k]!
  for (let k = mode - 1; k >= 0; k--) weights[k] = weights[k + 1]! / steps[k]!
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map(weight => weight / total)
}

function likeliest(steps: readonly number[]): number {
  let [mode, best, logWeight] = [0, 0, 0]
  for (let k = 0; k < steps.length; k++) {
    logWeight += Math.log(steps[k]!)
    if (logWeight > best) [mode, best] = [k + 1, logWeight]
  }
  return mode
}

/** The mean of `value` over a law on 0, 1, ... */
export function expectation(law: readonly number[], value: (n: number) => number): number {
  return law.reduce((sum, probability, n) => sum + probability * value(n), 0)
}
