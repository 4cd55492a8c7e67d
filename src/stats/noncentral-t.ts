/**
 * P(T > critical), where T is Student's t around a true value that lies `shift` standard errors off zero (noncentral t): how often
 * a t-test sees an effect. Errors below 1e-9 for 1 degree of freedom and more; NIST DLMF has no series that is good on both sides.
 *
 * T > c means that a normal score exceeds c s - shift, where s is the estimated standard error over the true one. The mean of that over all s, which
 * has a log-concave density in ln s: the trapezoidal rule on it is exact to the last digits (Trefethen & Weideman 2014), and what
 * the density lacks to integrate to 1 is divided out, so that it needs no gamma function.
 */
export function noncentralTAbove(degreesOfFreedom: number, shift: number, critical: number): number {
  const [low, high] = reachOfSpread(degreesOfFreedom)
  let total = 0
  let above = 0
  for (let i = 0; i <= steps; i++) {
    const u = low + ((high - low) * i) / steps
    // s^(df - 1) exp(-df s^2 / 2) ds with s = e^u, less its value at s = 1, against underflow.
    const weight = Math.exp(degreesOfFreedom * (u + 0.5 - Math.exp(2 * u) / 2))
    total += weight
    above += weight * normalBelow(shift - critical * Math.exp(u))
  }
  return above / total
}

const steps = 600

/** Where ln s lies but for 1e-15: its density falls at least as fast as exp(-df u^2) to the right, and as e^(df u) to the left. */
function reachOfSpread(df: number): readonly [number, number] {
  return [-Math.max(36 / df, 9 / Math.sqrt(df)), 6 / Math.sqrt(df)]
}

/** P(Z <= z) of the standard normal, by its series (Marsaglia 2004, "Evaluating the normal distribution"). */
function normalBelow(z: number): number {
  if (z < -8) return 0
  if (z > 8) return 1
  let term = z
  let sum = z
  for (let k = 3; Math.abs(term) > 1e-17 * Math.abs(sum); k += 2) {
    term *= (z * z) / k
    sum += term
  }
  return Math.min(1, Math.max(0, 0.5 + (sum * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI)))
}
