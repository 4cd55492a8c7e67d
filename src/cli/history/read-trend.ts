import { resolve } from 'node:path'
import { LbbenchError } from '../../errors.js'
import { gateMetrics } from '../../gate/parse-gate.js'
import type { HistoryLine } from '../../history/history-line.js'
import { readHistory } from '../../history/read-history.js'
import { type Trend, trendOf } from '../../history/trend.js'
import { nearest } from '../../nearest.js'
import type { MetricName } from '../../results/results.js'
import { parseCount, parseShare } from '../../units.js'
import type { Args } from '../command.js'
import type { Io } from '../io.js'

/**
 * The trend that was asked for.
 * @throws LbbenchError RESULTS_FILE; UNKNOWN_NAME for a metric, candidate or scenario there is not; USAGE
 */
export function readTrend(args: Args, io: Io): Trend {
  const metric = gateMetrics.get(known(args.metric as string, [...gateMetrics.keys()], 'metric'))!
  const leastChange = read('least-change', args, text => parseShare(text))
  const last = read('last', args, parseCount)
  const lines = readHistory(resolve(io.cwd, args.history as string))
  if (lines.length === 0)
    throw new LbbenchError(
      'RESULTS_FILE',
      `history ${args.history as string} has no runs yet`,
      '"lbbench compare --history FILE" adds one',
    )
  const selection = {
    metric: metric as MetricName,
    scenario: chosen('scenario', args, lines, ({ scenario }) => [scenario.name]),
    candidate: chosen('candidate', args, lines, ({ candidates }) => Object.keys(candidates)),
    last,
  }
  return trendOf(lines, selection, leastChange)
}

const explained = 'lbbench trend --help explains every flag'

function read(flag: string, args: Args, parse: (text: string) => number): number {
  try {
    const value = parse(args[flag] as string)
    if (flag !== 'last' || value >= 1) return value
    throw new Error('expected 1 at least')
  } catch (error) {
    throw new LbbenchError('USAGE', `--${flag} ${args[flag] as string}: ${(error as Error).message}`, explained)
  }
}

/** A name that some run has; undefined where none was given. */
function chosen(
  flag: string,
  args: Args,
  lines: readonly HistoryLine[],
  namesIn: (line: HistoryLine) => readonly string[],
): string | undefined {
  const name = args[flag] as string | undefined
  return name === undefined ? undefined : known(name, [...new Set(lines.flatMap(namesIn))], flag)
}

function known(name: string, names: readonly string[], what: string): string {
  if (names.includes(name)) return name
  const meant = nearest(name, names)
  const guess = meant === undefined ? '' : `; did you mean "${meant}"?`
  throw new LbbenchError('UNKNOWN_NAME', `unknown ${what} "${name}"${guess}`, `there is ${names.join(', ')}`)
}
