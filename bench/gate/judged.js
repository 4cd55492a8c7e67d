// Rounds in, verdicts out: judge, regression gates and guard of the program itself, on results made of given rounds.
import { judge } from '../../dist/gate/judge.js'
import { regressionGates } from '../../dist/gate/regression-gates.js'
import { findings } from '../../dist/results/checks.js'
import { estimates } from '../../dist/results/estimates.js'
import { metricNames } from '../../dist/results/metric-name.js'
import { sift } from '../../dist/results/set-aside.js'

/** What is gated unless the user says otherwise, in an open loop. */
export const gated = ['p50', 'p99', 'errorRate']
export const judgements = ['fail', 'inconclusive', 'pass', 'invalid']

/**
 * @param pairs [old, new] a round, each { metrics, guard }; without a guard nobody asks whether it was measured properly
 * @returns { p50, p99, errorRate, run }, each a judgement; `run` is what the exit status says
 */
export function judged(pairs, maxRegression = 0.1) {
  const verdicts = judge(gatesFor(maxRegression), resultsOf(pairs))
  const outcomes = Object.fromEntries(gated.map((metric, i) => [metric, verdicts[i].judgement]))
  return { ...outcomes, run: worst(verdicts.map(({ judgement }) => judgement)) }
}

const made = new Map()

function gatesFor(maxRegression) {
  if (!made.has(maxRegression))
    made.set(maxRegression, regressionGates({ candidate: 'new', against: 'old', maxRegression, closedLoop: false }))
  return made.get(maxRegression)
}

/** As statusOf: any failure, else what is not trusted, else what is open. */
function worst(all) {
  return ['fail', 'invalid', 'inconclusive', 'pass'].find(one => all.includes(one))
}

const none = Object.fromEntries(metricNames.map(name => [name, null]))
const unknown = Object.fromEntries(
  [
    ...['overheadMeanMs', 'overheadP99Ms', 'overheadShare', 'lateP99Ms', 'balancerUtilisation', 'generatorUtilisation'],
    ...['backendUtilisation', 'waitedForSocket', 'notSent', 'achievedOverPlanned', 'foreignCores', 'cpuPressure'],
  ].map(name => [name, null]),
)

/** What of results.json a judge looks at, made as collate makes it. */
function resultsOf(pairs) {
  const sides = ['old', 'new'].map((id, at) =>
    sideOf(
      id,
      pairs.map(pair => pair[at]),
    ),
  )
  return {
    complete: true,
    rounds: { planned: pairs.length, done: pairs.length },
    intervals: { confidence: 0.95, looks: 1 },
    candidates: sides.map(({ candidate }) => candidate),
    refused: [],
    stopped: [],
    warnings: sides.flatMap(({ warnings }) => warnings),
  }
}

function sideOf(id, measured) {
  const all = measured.map(({ metrics, guard }, round) => ({
    round,
    metrics: { ...none, ...metrics },
    guard: guard === undefined ? null : { ...unknown, ...guard },
  }))
  const { kept } = sift(all)
  const spoilt = kept.flatMap(round => findings(round)).filter(({ level }) => level === 'invalid')
  return {
    candidate: { id, world: 'live', metrics: estimates(kept), rounds: kept },
    warnings: spoilt
      .slice(0, 1)
      .map(({ code, level, message }) => ({ code, level, message, candidate: id, round: null })),
  }
}
