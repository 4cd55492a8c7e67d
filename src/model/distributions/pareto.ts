import { type Family, meanAndP99, msText } from './family.js'

/** P(X > x) = (scaleMs / x)^shape for x >= scaleMs; bounded Pareto, all of it below maxMs, where that is given. */
export interface Pareto {
  readonly kind: 'pareto'
  readonly shape: number
  readonly scaleMs: number
  readonly maxMs: number | undefined
}

/** What people know of a Pareto. */
export interface ParetoFigures {
  readonly meanMs: number
  readonly shape: number
  readonly maxMs?: number | undefined
}

/** The Pareto family. Powers are exp(log(x) * y): the same bits everywhere, and faster than Math.pow. */
export const pareto: Family<Pareto> = {
  quantile({ shape, scaleMs, maxMs }) {
    const kept = maxMs === undefined ? 1 : -Math.expm1(shape * Math.log(scaleMs / maxMs))
    return u => scaleMs * Math.exp(-Math.log(1 - u * kept) / shape)
  },
  meanMs({ shape, scaleMs, maxMs }) {
    if (maxMs !== undefined) return boundedMeanMs(shape, scaleMs, maxMs)
    return shape > 1 ? (scaleMs * shape) / (shape - 1) : Infinity
  },
  describe: parameters => `pareto, shape ${Number(parameters.shape.toPrecision(4))}, ${meanAndP99(pareto, parameters)}`,
}

/** The Pareto with this mean and shape, cut at maxMs where given. @throws {RangeError} one sentence, where there is none */
export function paretoFrom({ meanMs, shape, maxMs }: ParetoFigures): Pareto {
  if (!(meanMs > 0 && meanMs < Infinity)) throw new RangeError(`a pareto's mean must be above 0 ms, not ${meanMs} ms`)
  if (!(shape > 0 && shape < Infinity)) throw new RangeError(`a pareto's shape must be above 0, not ${shape}`)
  if (maxMs === undefined) {
    if (shape <= 1) throw new RangeError(`a pareto of shape ${shape} has no mean: use a shape above 1, or give a max`)
    return { kind: 'pareto', shape, scaleMs: (meanMs * (shape - 1)) / shape, maxMs }
  }
  if (!(maxMs > meanMs)) throw new RangeError(`a max of ${msText(maxMs)} is not above the mean of ${msText(meanMs)}`)
  return { kind: 'pareto', shape, scaleMs: scaleWithMean(meanMs, shape, maxMs), maxMs }
}

/** With r = scale / max: scale * shape / (1 - r^shape) * (1 - r^(shape-1)) / (shape-1), whose last factor is -ln r at 1. */
function boundedMeanMs(shape: number, scaleMs: number, maxMs: number): number {
  if (scaleMs === maxMs) return maxMs
  const logRatio = Math.log(scaleMs / maxMs)
  const excess = shape - 1
  const integral = excess === 0 ? -logRatio : -Math.expm1(excess * logRatio) / excess
  return (scaleMs * shape * integral) / -Math.expm1(shape * logRatio)
}

/** The mean rises with the scale, from 0 to maxMs: halve ln(scale) down to the last bit. */
function scaleWithMean(meanMs: number, shape: number, maxMs: number): number {
  let low = Math.log(meanMs) - 700
  let high = Math.log(meanMs)
  for (let i = 0; i < 80; i++) {
    const middle = (low + high) / 2
    if (boundedMeanMs(shape, Math.exp(middle), maxMs) < meanMs) low = middle
    else high = middle
  }
  return Math.exp(high)
}
