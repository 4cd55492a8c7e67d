import { metricInfo } from '../results/metric-info.js'
import type { MetricName } from '../results/metric-name.js'
import { type Gate, type Operator, quoted } from './gate.js'

export interface Regression {
  /** Who must not be worse; everybody the baseline knows, where undefined. */
  readonly candidate?: string
  /** Id of another candidate of the run, or "baseline". */
  readonly against: string
  /** How much worse is still fine, a share: 0.1 lets p99 grow to 1.1 times. */
  readonly maxRegression: number
  /** Whether clients wait for their answers: then what is slower also serves less. */
  readonly closedLoop: boolean
  /** Whether both are versions of one strategy, so that who is chosen should not have changed. */
  readonly sameStrategy?: boolean
}

/** How many more of all requests may fail, a share: twice nothing is nothing, and chance makes a handful of errors. */
const moreErrors = 0.001

/**
 * How much more of its fair share the busiest backend may get, where a version of the same strategy is held against another one. A
 * rotation that skips one backend in an eighth of its turns gives the others 2.6 % more: no latency shows it at a sensible load, and it is a
 * bug all the same. Of a rotation rounds tell this to 0.3 %; of strategies that choose by chance or load they do not, and the gate is left out.
 */
const moreShare = 0.015

/**
 * What must not get worse unless the user says otherwise. Few, for each is one more chance of a false alarm: the median and the tail
 * of what was served, and how much was not. In an open loop goodput is the error rate told once more; the mean lies between the two.
 * Not parsed from text, for ids may hold what the grammar cannot.
 */
export function regressionGates(regression: Regression): Gate[] {
  const { maxRegression, closedLoop, sameStrategy = false } = regression
  const [more, less] = [1 + maxRegression, 1 - maxRegression].map(factor => Number(factor.toPrecision(6)))
  return [
    gate(regression, { metric: 'p50Ms', operator: '<=', factor: more!, plus: 0 }),
    gate(regression, { metric: 'p99Ms', operator: '<=', factor: more!, plus: 0 }),
    gate(regression, { metric: 'errorRate', operator: '<=', factor: 1, plus: moreErrors }),
    ...(closedLoop ? [gate(regression, { metric: 'goodputPerSecond', operator: '>=', factor: less!, plus: 0 })] : []),
    ...(sameStrategy
      ? [
          {
            ...gate(regression, { metric: 'maxOverMean', operator: '<=', factor: 1, plus: moreShare }),
            onlyIfTold: true,
          },
        ]
      : []),
  ]
}

interface Bound {
  readonly metric: MetricName
  readonly operator: Operator
  readonly factor: number
  readonly plus: number
}

function gate({ candidate, against }: Regression, { metric, operator, factor, plus }: Bound): Gate {
  const { name, unit } = metricInfo[metric]
  const left = candidate === undefined ? '' : `${quoted(candidate)}.`
  const right = against === 'baseline' ? 'baseline' : `${quoted(against)}.${name}`
  const times = factor === 1 ? '' : `${factor} * `
  const added = plus === 0 ? '' : ` + ${unit === 'share' ? `${plus * 100}%` : plus}`
  return {
    text: `${left}${name} ${operator} ${times}${right}${added}`,
    left: { who: candidate === undefined ? { kind: 'all' } : { kind: 'one', candidate }, metric },
    operator,
    right: {
      kind: 'reference',
      factor,
      run: against === 'baseline' ? 'baseline' : 'this',
      of: { who: against === 'baseline' ? { kind: 'same' } : { kind: 'one', candidate: against }, metric },
      plus,
    },
  }
}
