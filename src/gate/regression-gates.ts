import type { Gate } from './gate.js'
import { parseGate } from './parse-gate.js'

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

/** How many more of all requests may fail, in percentage points: twice nothing is nothing, and chance makes a handful of errors. */
const moreErrors = '0.1%'

/**
 * How much more of its fair share the busiest backend may get, where a version of the same strategy is held against another one. A
 * rotation that skips one backend in an eighth of its turns gives the others 2.6 % more: no latency shows it at a sensible load, and it is a
 * bug all the same. Of a rotation rounds tell this to 0.3 %; of strategies that choose by chance or load they do not, and the gate is left out.
 */
const moreShare = '0.015'

/**
 * What must not get worse unless the user says otherwise. Few, for each is one more chance of a false alarm: the median and the tail
 * of what was served, and how much was not. In an open loop goodput is the error rate told once more; the mean lies between the two.
 */
export function regressionGates(regression: Regression): Gate[] {
  const { candidate, against, maxRegression, closedLoop, sameStrategy = false } = regression
  const left = candidate === undefined ? '' : `${quoted(candidate)}.`
  const right = (metric: string): string => (against === 'baseline' ? 'baseline' : `${quoted(against)}.${metric}`)
  const factor = (share: number): string => String(Number(share.toPrecision(6)))
  const lower = ['p50', 'p99'].map(metric => `${left}${metric} <= ${factor(1 + maxRegression)} * ${right(metric)}`)
  const errors = `${left}errorRate <= ${right('errorRate')} + ${moreErrors}`
  const goodput = `${left}goodput >= ${factor(1 - maxRegression)} * ${right('goodput')}`
  const shares = { ...parseGate(`${left}maxOverMean <= ${right('maxOverMean')} + ${moreShare}`), onlyIfTold: true }
  return [...[...lower, errors, ...(closedLoop ? [goodput] : [])].map(parseGate), ...(sameStrategy ? [shares] : [])]
}

const quoted = (candidate: string): string => (/[\s<>*]/.test(candidate) ? `"${candidate}"` : candidate)
