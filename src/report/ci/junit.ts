import type { Lenience } from '../../gate/status.js'
import { formatEstimate, formatMetric, formatRatio } from '../../results/format-metric.js'
import { readKey, titleOf } from '../../results/metric-key.js'
import type { Evidence, Results, Verdict } from '../../results/results.js'
import { warningLines, warningText } from '../warning-lines.js'
import { element, xmlText } from '../xml.js'
import { candidateOf } from './candidate-of.js'

/**
 * JUnit XML as Jenkins, GitLab, Azure and others read it (junit-10.xsd of the Jenkins xUnit plugin): one suite, the
 * scenario; a case a gate, of the class of its candidate; and a case a candidate, whether it could be measured at all, so
 * that a run without gates says something too. Inconclusive gates are skipped cases, or failures where the user counts them
 * so; invalid ones are errors.
 */
export function renderJunit(results: Results, verdicts: readonly Verdict[], inconclusive?: Lenience): string {
  const cases = [...measuredCases(results), ...verdicts.map(verdict => gateCase(verdict, results, inconclusive))]
  const count = (kind: Outcome): number => cases.filter(({ outcome }) => outcome === kind).length
  const counts = { tests: cases.length, failures: count('failure'), errors: count('error') }
  const { scenario, environment } = results
  const suite = element(
    'testsuite',
    { name: scenario.name, ...counts, skipped: count('skipped'), timestamp: withoutZone(environment.startedAt) },
    [properties(results), ...cases.map(({ xml }) => xml), element('system-out', {}, xmlText(output(results)))],
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', { name: 'lbbench', ...counts }, [suite])}\n`
}

type Outcome = 'passed' | 'failure' | 'error' | 'skipped'

interface Case {
  readonly outcome: Outcome
  readonly xml: string
}

function gateCase(verdict: Verdict, results: Results, inconclusive: Lenience | undefined): Case {
  const { gate, judgement, reason, evidence } = verdict
  const about = candidateOf(verdict, results) ?? results.scenario.name
  const outcomes = { pass: 'passed', fail: 'failure', invalid: 'error', inconclusive: leniently(inconclusive) } as const
  return testCase(about, gate, outcomes[judgement], { type: judgement, message: reason, text: numbers(evidence) })
}

function leniently(inconclusive: Lenience | undefined): Outcome {
  if (inconclusive === undefined) return 'skipped'
  return inconclusive === 'fail' ? 'failure' : 'passed'
}

/** What a suite without gates has to say: who was measured, who was not, and whether it came to its end. */
function measuredCases({ scenario, complete, rounds, candidates, refused, stopped }: Results): Case[] {
  const was = 'was measured'
  const why = (type: string, message: string): Why => ({ type, message, text: '' })
  const ended = complete ? [] : [why('incomplete', `${rounds.done} of ${rounds.planned} rounds were run`)]
  return [
    ...ended.map(reason => testCase(scenario.name, 'ran every round', 'error', reason)),
    ...candidates.map(({ id }) => testCase(id, was, 'passed')),
    ...stopped.map(({ candidate, reason }) => testCase(candidate, was, 'error', why('stopped', reason))),
    ...refused.map(({ candidate, reason }) => testCase(candidate, was, 'skipped', why('refused', reason))),
  ]
}

interface Why {
  readonly type: string
  readonly message: string
  /** More, below the message; '' where there is none. */
  readonly text: string
}

function testCase(classname: string, name: string, outcome: Outcome, why?: Why): Case {
  if (outcome === 'passed' || why === undefined)
    return { outcome: 'passed', xml: element('testcase', { classname, name }) }
  const { type, message, text } = why
  // GitLab shows the text and not the message, Jenkins both.
  const inner = element(outcome, { type, message }, xmlText([message, text].filter(line => line !== '').join('\n')))
  return { outcome, xml: element('testcase', { classname, name }, [inner]) }
}

function numbers(evidence: Evidence | null): string {
  if (evidence === null) return ''
  const { kind, estimate, operator, limit, pAdjusted } = evidence
  const key = readKey(evidence)
  const [value, bound] =
    kind === 'ratio'
      ? [formatRatio(estimate), `${limit.toFixed(2)}x`]
      : [formatEstimate(key, estimate), formatMetric(key, limit)]
  const rounds = `${estimate.n} round${estimate.n === 1 ? '' : 's'}`
  const p = pAdjusted === null ? '' : `, p = ${Number(pAdjusted.toPrecision(2))} over all gates`
  return `${kind} of ${titleOf(key)}: ${value}, ${rounds}; limit ${operator} ${bound}${p}`
}

function properties({ scenario, environment, rounds }: Results): string {
  const { name: _, description, seed, load, hash } = scenario
  const told = {
    ...environment,
    scenario: description,
    hash,
    seed,
    load,
    rounds: `${rounds.done} of ${rounds.planned}`,
  }
  const each = Object.entries(told).map(([name, value]) => element('property', { name, value }))
  return element('properties', {}, each)
}

function output({ warnings, environment }: Results): string {
  const lines = warningLines(warnings).map(warningText)
  return [...lines, `again: ${environment.command}`].join('\n')
}

/** As Surefire writes it; it is UTC. */
const withoutZone = (iso: string): string => iso.slice(0, 19)
