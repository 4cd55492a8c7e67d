import type { Baseline, Calibration, DecisionLog } from '../../baseline/baseline.js'
import { formatMetric } from '../../results/format-metric.js'
import { metricInfo } from '../../results/metric-info.js'
import type { MetricName, Results } from '../../results/results.js'

/** What a baseline holds, in plain words, ended by a newline. @param path as the user named it */
export function renderBaseline(path: string, baseline: Baseline): string {
  const { runs, machine, control, calibration, decisions, savedAt } = baseline
  const { scenario } = runs.at(-1)!
  const { cpu, cores, os, node, lbbench, autocannon } = machine
  const lines: readonly (readonly [string, string | readonly string[]])[] = [
    ['scenario', `${scenario.name}, ${scenario.hash.slice(0, 12)}: ${scenario.load}`],
    ['machine', `${cores} x ${cpu}, ${os}, Node ${node}, lbbench ${lbbench}, autocannon ${autocannon}`],
    ['runs', runs.map(runText)],
    ['control', controlText(control, runs.at(-1)!)],
    [
      'calibration',
      calibration === null ? 'none: `lbbench calibrate` measures the noise of a machine' : noise(calibration),
    ],
    ['decisions', decisions.length === 0 ? 'none: no candidate in virtual time' : logTexts(decisions)],
  ]
  const head = `${path}: baseline, saved ${moment(savedAt)}\n`
  const text = lines.flatMap(([name, value]) =>
    [value].flat().map((line, i) => `  ${(i === 0 ? name : '').padEnd(11)}  ${line}\n`),
  )
  return `${head}${text.join('')}\n${table(runs)}`
}

const moment = (iso: string): string => iso.slice(0, 16).replace('T', ' ')

function runText({ environment, rounds, scenario }: Results): string {
  return `${moment(environment.startedAt)}, ${rounds.done} ${rounds.done === 1 ? 'round' : 'rounds'}, seed ${scenario.seed}`
}

function controlText(control: string | null, { candidates }: Results): string {
  if (control !== null) return `${control}: the other live candidates are held in relation to it`
  return candidates.some(({ world }) => world === 'live')
    ? 'none: live candidates are held by value, on the same machine only'
    : 'none: virtual time needs none'
}

function noise({ candidate, pairs, measuredAt, metrics }: Calibration): string {
  const texts = Object.entries(metrics).map(([name, { kind, sd }]) => {
    const metric = name as MetricName
    return `${metricInfo[metric].name} ${kind === 'ratio' ? `${(100 * sd).toFixed(1)} %` : formatMetric(metric, sd)}`
  })
  return `${pairs} pairs of ${candidate} on ${measuredAt.slice(0, 10)}; standard deviation of a pair: ${texts.join(', ')}`
}

function logTexts(logs: readonly DecisionLog[]): string[] {
  return [...new Set(logs.map(({ candidate }) => candidate))].map(candidate => {
    const own = logs.filter(log => log.candidate === candidate)
    const total = own.reduce((sum, { decisions }) => sum + decisions, 0)
    const digests = own.some(({ deflated }) => deflated === null) ? ', digests only: too many to be kept' : ''
    return `${candidate}: ${total} in ${own.length} ${own.length === 1 ? 'round' : 'rounds'}${digests}`
  })
}

const shown = ['p50Ms', 'p99Ms', 'errorRate'] as const satisfies readonly MetricName[]

/** Values of each candidate in the newest run; of several runs also from where to where they go. */
function table(runs: readonly Results[]): string {
  const rows = runs.at(-1)!.candidates.map(({ id, world }) => [id, world, ...shown.map(name => cell(runs, id, name))])
  const all = [['candidate', 'world', ...shown.map(name => metricInfo[name].name)], ...rows]
  const widths = all[0]!.map((_, column) => Math.max(...all.map(row => row[column]!.length)))
  const note = runs.length === 1 ? '' : 'Values of the newest run; in brackets from the lowest to the highest of all.\n'
  return `${all
    .map(row =>
      row
        .map((text, i) => text.padEnd(widths[i]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')}\n${note}`
}

function cell(runs: readonly Results[], id: string, name: MetricName): string {
  const values = runs.map(({ candidates }) => candidates.find(one => one.id === id)?.metrics[name]?.value)
  const known = values.filter(value => value !== undefined)
  const last = values.at(-1)
  if (last === undefined) return '-'
  const text = formatMetric(name, last)
  if (runs.length === 1) return text
  return `${text} [${formatMetric(name, Math.min(...known))}, ${formatMetric(name, Math.max(...known))}]`
}
