/** The first three moments of a service time; Infinity where there is none. */
export interface Service {
  readonly mean: number
  readonly second: number
  readonly third: number
}

/** Always the same. */
export function constantService(value: number): Service {
  return { mean: value, second: value * value, third: value * value * value }
}

/** Mean 1. */
export const exponentialService: Service = { mean: 1, second: 2, third: 6 }

/** Mean 1; a whole shape is the Erlang law of so many phases, shape 1 the exponential. */
export function gammaService(shape: number): Service {
  const second = 1 + 1 / shape
  return { mean: 1, second, third: second * (1 + 2 / shape) }
}

/** Mean 1, sigma that of its logarithm. */
export function lognormalService(sigma: number): Service {
  const square = Math.exp(sigma * sigma)
  return { mean: 1, second: square, third: square * square * square }
}

/** `slow` for a share of the requests, else `fast`. */
export function bimodalService(of: {
  readonly fast: number
  readonly slow: number
  readonly slowShare: number
}): Service {
  const moment = (fast: number, slow: number): number => fast + of.slowShare * (slow - fast)
  const { fast, slow } = of
  return {
    mean: moment(fast, slow),
    second: moment(fast * fast, slow * slow),
    third: moment(fast * fast * fast, slow * slow * slow),
  }
}

/** Anything from low to high, all alike. */
export function uniformService(low: number, high: number): Service {
  return {
    mean: (low + high) / 2,
    second: (low * low + low * high + high * high) / 3,
    third: ((low + high) * (low * low + high * high)) / 4,
  }
}

/** Mean 1, P(S > x) = (scale / x)^shape, shape above 1. The n-th moment is there for shapes above n. */
export function paretoService(shape: number): Service {
  const scale = (shape - 1) / shape
  const moment = (n: number): number => (shape > n ? shape / (shape - n) : Infinity)
  return { mean: 1, second: scale * scale * moment(2), third: scale * scale * scale * moment(3) }
}

/** A Pareto of which only what lies in [low, high] is kept. */
export function boundedParetoService(of: {
  readonly shape: number
  readonly low: number
  readonly high: number
}): Service {
  const { shape, low } = of
  const range = Math.log(of.high / low)
  const kept = -Math.expm1(-shape * range)
  /** E[(S / low)^n] = shape / kept * integral of e^((n - shape) y) dy over ln(S / low) = 0 .. range */
  const moment = (n: number): number => {
    const power = n - shape
    return ((power === 0 ? range : Math.expm1(power * range) / power) * shape) / kept
  }
  return { mean: low * moment(1), second: low * low * moment(2), third: low * low * low * moment(3) }
}

/** One of these laws, each as likely as the others. */
export function mixedService(parts: readonly Service[]): Service {
  const average = (of: (part: Service) => number): number =>
    parts.reduce((sum, part) => sum + of(part), 0) / parts.length
  return { mean: average(part => part.mean), second: average(part => part.second), third: average(part => part.third) }
}
