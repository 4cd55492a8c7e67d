import { machineKey } from '../baseline/machine-key.js'
import type { CandidateResult, Results } from '../results/results.js'
import { formatDuration, formatShare } from '../units.js'
import { backendDifferences } from './backend-differences.js'
import type { Difference } from './beside.js'
import type { Partners } from './partners.js'

/** All that is known to differ in how two results were made: in the scenario, the run, the machine, the settings of candidates. */
export function differencesBetween(before: Results, after: Results, { pairs }: Partners): Difference[] {
  return [
    ...scenarioDifferences(before, after),
    ...listed('run', runParts(before), runParts(after)),
    ...listed('machine', machineParts(before), machineParts(after)),
    ...pairs.flatMap(pair => candidateDifferences(pair.before, pair.after)),
  ]
}

type Parts = readonly (readonly [string, string])[]

function listed(about: Difference['about'], before: Parts, after: Parts): Difference[] {
  return before.flatMap(([what, text], i) => {
    const other = after[i]![1]
    return text === other ? [] : [{ about, what, before: text, after: other }]
  })
}

function scenarioDifferences(before: Results, after: Results): Difference[] {
  return [
    ...listed('scenario', scenarioParts(before), scenarioParts(after)),
    ...backendDifferences(before.scenario.backends, after.scenario.backends),
  ]
}

/** In the order in which a scenario says them. */
function scenarioParts({ scenario }: Results): Parts {
  const { name, load, served, balancer, offeredLoad, durationMs, warmupMs, hash } = scenario
  return [
    ['name', name],
    ['load', load],
    ['offered load', offeredLoad === null ? 'unknown' : formatShare(Number(offeredLoad.toPrecision(3)))],
    ['served by', served ?? 'simulated backends'],
    ['balancer', balancer === '' ? 'as nginx does by default' : balancer],
    ['duration', formatDuration(durationMs)],
    ['warm-up', formatDuration(warmupMs)],
    ['hash', hash.slice(0, 12)],
  ]
}

function runParts({ scenario, rounds, intervals, environment }: Results): Parts {
  return [
    ['seed', String(scenario.seed)],
    ['rounds', rounds.done === rounds.planned ? String(rounds.done) : `${rounds.done} of ${rounds.planned}`],
    ['looks at the data', String(intervals.looks)],
    ['command', environment.command],
  ]
}

function machineParts({ environment }: Results): Parts {
  const { cpu, cores, os, node, lbbench, autocannon } = machineKey(environment)
  return [
    ['CPU', cpu],
    ['cores', String(cores)],
    ['system', os],
    ['Node', node],
    ['lbbench', lbbench],
    ['autocannon', autocannon],
  ]
}

function candidateDifferences(before: CandidateResult, after: CandidateResult): Difference[] {
  return listed('candidate', settingsOf(before, before.id), settingsOf(after, before.id))
}

/** Whether the candidate is, as far as results tell, the same thing in both. */
export function sameSettings(before: CandidateResult, after: CandidateResult): boolean {
  return candidateDifferences(before, after).length === 0
}

function settingsOf({ engine, strategy, options, source, software }: CandidateResult, id: string): Parts {
  const texts = Object.entries(options).map(([key, value]) => `${key}=${value}`)
  return [
    [`${id}: engine`, engine],
    [`${id}: strategy`, strategy],
    [`${id}: options`, texts.sort().join(', ') || 'none'],
    [`${id}: source`, source === null ? 'comes with lbbench' : `${source.file}, SHA-256 ${source.sha256.slice(0, 12)}`],
    [`${id}: software`, software === null ? 'none' : `${software.name} ${software.version}`],
    [`${id}: configuration`, configurationOf(software)],
  ]
}

/** Texts of many lines are told apart, not shown; ports and folders of a trial are in no two runs the same. */
function configurationOf(software: CandidateResult['software']): string {
  if (software === null) return 'none'
  const plain = software.configuration.replaceAll(/\/[^\s;"']+/g, '/').replaceAll(/:\d{2,5}\b/g, ':')
  return `${plain.split('\n').length} lines${plain === '' ? '' : `, ${fingerprint(plain)}`}`
}

/** 32 bits by FNV-1a: tells two texts apart, nothing more. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5
  for (const char of text) hash = Math.imul(hash ^ char.codePointAt(0)!, 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}
