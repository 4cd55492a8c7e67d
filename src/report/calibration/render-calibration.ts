import type { CalibrationReport } from '../../calibration/calibrate.js'
import type { Noise } from '../../calibration/noise.js'
import { clearRegression, mostRounds, type Outlook, type OutlookRow } from '../../calibration/outlook.js'
import { formatNumber } from '../../results/format-metric.js'
import { metricInfo } from '../../results/metric-info.js'
import { formatDuration, formatShare } from '../../units.js'
import { renderVerdicts } from '../render-verdicts.js'

/** What a machine can tell, for people. Ended by a newline. */
export function renderCalibration(report: CalibrationReport): string {
  const parts = [
    heading(report),
    ...untold(report),
    noiseTable(report.noise),
    ...report.outlooks.map(one => outlookTable(one, report)),
    ...(report.outlooks.length === 0 ? [] : [legend(report)]),
  ]
  const check = `The same code against itself, judged as a gate would:\n${indented(renderVerdicts(report.verdicts))}`
  return `${[...parts, check].join('\n\n')}\n`
}

function heading({ candidate, pairs, scenario, environment, margin, gates }: CalibrationReport): string {
  const left =
    pairs.spoiled === 0 ? '' : ` (${pairs.spoiled} more left out: other programs, or the harness, spoiled them)`
  return (
    `${candidate} against itself on ${scenario.name}: ${pairs.used} pairs${left}\n` +
    `${environment.cpu}, ${environment.cores} cores. Asked about gates of ${percent(margin)} (${gates} a run); trials of ${formatDuration(scenario.durationMs)}`
  )
}

/** What gates are about and nobody can say anything of; one sentence, before all numbers. */
function untold({ noise, pairs }: CalibrationReport): string[] {
  const missing = (['p50Ms', 'p99Ms'] as const).filter(name => !noise.some(({ metric }) => metric === name))
  if (missing.length === 0) return []
  const names = missing.map(name => metricInfo[name].name).join(' and ')
  return [
    `${names} cannot be told: fewer than two of ${pairs.used} pairs had enough good answers a round, so its gates will be inconclusive: use a longer --duration.`,
  ]
}

function noiseTable(noise: readonly Noise[]): string {
  const rows = noise.map(({ metric, kind, sd, low, high, unpaired, n }) => {
    const [value, from, to, other] = [sd, low, high, unpaired].map(size =>
      sizeOf(metric, kind === 'ratio' ? Math.expm1(size) : size),
    )
    return [
      metricInfo[metric].name,
      sd === 0 ? 'none seen' : `${value} [${from}, ${to}]`,
      unpaired === 0 ? 'none seen' : other!,
      String(n),
    ]
  })
  return `Noise floor: standard deviation of one pair, with its 95 % interval\n${table([['metric', 'noise', 'unpaired', 'pairs'], ...rows])}`
}

/** "4.1%" of a latency, "0.12 points" of an error rate, "0.0003" of an index. */
function sizeOf(metric: Noise['metric'], size: number): string {
  const { unit } = metricInfo[metric]
  if (unit === 'ms') return percent(size)
  return unit === 'share' ? `${formatNumber(100 * size)} points` : formatNumber(size)
}

function outlookTable({ metric, rows, suggestion }: Outlook, { margin, pairMs, pairs }: CalibrationReport): string {
  const clear = percent(clearRegression(margin))
  const head = ['rounds', 'time', 'told to', 'same passes', 'caught', `+${clear} caught`, 'least margin']
  const cells = (row: OutlookRow): string[] => [
    String(row.rounds),
    formatDuration(Math.round((row.rounds * pairMs) / 1000) * 1000),
    `+-${percent(row.reach)}`,
    odds(row.samePasses),
    `+${percent(row.smallestSeen)}`,
    odds(row.clearCaught),
    percent(row.smallestMargin),
  ]
  const name = metricInfo[metric].name
  return `${name}\n${table([head, ...rows.map(cells)])}\n${advice(name, suggestion, { margin, clear, pairMs, pairs: pairs.used })}`
}

function legend({ margin }: CalibrationReport): string {
  return [
    'noise         of the same code on the same requests; unpaired: on other requests, the bound where requests go elsewhere',
    'told to       half of the 95 % interval of a ratio of two candidates',
    `same passes   how often the same code passes a gate of ${percent(margin)}; else it is inconclusive`,
    'caught        the smallest regression that fails it in 80 % of runs',
    'least margin  the smallest --max-regression that the same code passes in 95 % of runs',
  ]
    .map(line => `  ${line}`)
    .join('\n')
}

/** Fewer know a spread to a factor of two at best; the default of `calibrate`. */
const pairsThatKnow = 10

function advice(
  name: string,
  { rounds, between, unpaired }: Outlook['suggestion'],
  {
    margin,
    clear,
    pairMs,
    pairs,
  }: {
    readonly margin: number
    readonly clear: string
    readonly pairMs: number
    readonly pairs: number
  },
): string {
  const goal = `pass the same code and catch ${name} +${clear}, in 95 % of runs each`
  if (rounds === null)
    return `  Not even ${mostRounds} rounds ${goal}: take a wider --max-regression, longer trials, or a quieter machine.`
  const few = pairs < pairsThatKnow
  const [low, high] = between.map(one => one ?? `more than ${mostRounds}`)
  const time = (count: number): string => formatDuration(Math.round((count * pairMs) / 1000) * 1000)
  const apart = unpaired === null ? `more than ${mostRounds}` : `up to ${unpaired} (${time(unpaired)})`
  return [
    `--rounds ${rounds} --max-regression ${percent(margin)} ${few ? 'may' : 'will'} ${goal}: ${time(rounds)}.`,
    ...(few
      ? [
          `That rests on ${pairs} pairs, which know little of the noise: calibrate with --pairs 10 or more before relying on it.`,
        ]
      : []),
    `The noise is known only so well that it may take ${low}, or ${high}.`,
    `Code that sends requests elsewhere pairs worse: it may take ${apart}.`,
  ]
    .map(line => `  ${line}`)
    .join('\n')
}

/** Two digits: no more is known. */
const percent = (share: number): string => formatShare(Number(share.toPrecision(2)))

/** No certainty that nobody has. */
function odds(share: number): string {
  if (share > 0.995) return '> 99 %'
  return share < 0.005 ? '< 1 %' : `${Math.round(100 * share)} %`
}

/** Columns two blanks apart, each as wide as its widest cell. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map(row => row[i]!.length)))
  return rows.map(row => `  ${row.map((cell, i) => cell.padEnd(widths[i]!)).join('  ')}`.trimEnd()).join('\n')
}

const indented = (text: string): string => text.trimEnd().replaceAll(/^/gm, '  ')
