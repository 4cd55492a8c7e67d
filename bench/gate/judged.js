// Rounds in, verdicts out: the judge and the regression gates of the program itself, on results made of given rounds.
import { judge } from '../../dist/gate/judge.js'
import { regressionGates } from '../../dist/gate/regression-gates.js'
import { estimates } from '../../dist/results/estimates.js'
import { metricNames } from '../../dist/results/metric-name.js'

/** What is gated unless the user says otherwise, in an open loop. */
export const gated = ['p50', 'p99', 'errorRate']

/**
 * @param pairs [old, new] metrics a round
 * @param spoiled why the new one cannot be trusted, as collate would say; nobody looks at the numbers then
 * @returns { p50, p99, errorRate, run } each pass, fail, inconclusive or invalid; `run` is what the exit status says
 */
export function judged(pairs, { maxRegression = 0.1, spoiled = undefined } = {}) {
  const gates = gatesFor(maxRegression)
  const verdicts = judge(gates, resultsOf(pairs, spoiled))
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
function worst(judgements) {
  return ['fail', 'invalid', 'inconclusive', 'pass'].find(one => judgements.includes(one))
}

const none = Object.fromEntries(metricNames.map(name => [name, null]))

/** What of results.json a judge looks at. */
function resultsOf(pairs, spoiled) {
  const side = (id, at) => {
    const rounds = pairs.map((pair, round) => ({ round, metrics: { ...none, ...pair[at] } }))
    return { id, world: 'live', metrics: estimates(rounds), rounds }
  }
  const warning = { code: 'overhead', level: 'invalid', candidate: 'new', round: null, message: spoiled }
  return {
    complete: true,
    rounds: { planned: pairs.length, done: pairs.length },
    intervals: { confidence: 0.95, looks: 1 },
    candidates: [side('old', 0), side('new', 1)],
    refused: [],
    stopped: [],
    warnings: spoiled === undefined ? [] : [warning],
  }
}
