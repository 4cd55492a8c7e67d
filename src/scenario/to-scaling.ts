import type { ScalingMetric, ScalingSpec, StepSpec } from '../model/scaling-spec.js'
import { formatDuration, parseDuration, parseRate, parseShare } from '../units.js'
import type { BackendDocument } from './backends.js'
import { timeOf } from './moment.js'
import type { Report } from './problems.js'
import { refuseIdle } from './refuse-idle-scaling.js'
import type { ScalingDocument } from './scaling.js'

/** What `toScaling` needs to know besides the section. */
export interface ScalingContext {
  readonly entries: readonly BackendDocument[]
  readonly durationMs: number
  readonly warmupMs: number
  readonly report: Report
}

/** Entries of `backends:` with a fleet as large as it may become. */
export function scaledEntries(
  entries: readonly BackendDocument[],
  scaling: ScalingDocument | undefined,
): readonly BackendDocument[] {
  return scaling === undefined ? entries : entries.map(entry => ({ ...entry, count: scaling.max }))
}

/** Completes `scaling:`; what is left out depends on the policy. */
export function toScaling(document: ScalingDocument, context: ScalingContext): ScalingSpec {
  const { policy, metric, min, max, speed, tolerance, periods, boot } = document
  const { report, durationMs, entries } = context
  const start = document.start ?? entries[0]?.count ?? min
  refuseRange({ min, max, start, written: document.start !== undefined }, context)
  const written = document.every ?? (policy === 'hpa' ? 15_000 : 60_000)
  refuseIdle(
    {
      ...{ everyMs: written / speed, writtenMs: written, bootMs: start < max ? boot : 0 },
      periods: policy === 'target-tracking' ? Math.min(periods.out, periods.in) : 1,
      path: ['scaling', ...(document.every === undefined ? [] : ['every'])],
    },
    context,
    report,
  )
  return {
    ...{ policy, metric, min, max, start, bootMs: boot },
    target: targetOf(metric, document.target, report),
    warmUpMs: (document.warmUp ?? (policy === 'target-tracking' ? 300_000 : 0)) / speed,
    everyMs: written / speed,
    targetTracking: { outPeriods: periods.out, inPeriods: periods.in, inBelow: 0.9 },
    hpa: { tolerance, stabiliseMs: document.stabilise / speed, upPeriodMs: 15_000 / speed, upCount: 4, upShare: 1 },
    step: stepsOf(document, context),
    predictive: { schedule: scheduleOf(document, durationMs, report), leadMs: document.lead ?? boot },
  }
}

function refuseRange(range: Range, { entries, report }: ScalingContext): void {
  const { min, max, start, written } = range
  if (entries.length > 1)
    report(['backends', 1], 'a fleet that is scaled is of one kind: expected one entry of `backends`')
  if (min > max) report(['scaling', 'min'], `expected at most "max", ${max}`)
  else if (written && (start < min || start > max))
    report(['scaling', 'start'], `expected a start from ${min} to ${max}, not ${start}`)
  else if (start > max) report(['scaling', 'max'], `expected at least ${start}, the count of backends, or a "start"`)
  else if (start < min) report(['scaling', 'min'], `expected at most ${start}, the count of backends, or a "start"`)
}

interface Range {
  readonly min: number
  readonly max: number
  readonly start: number
  readonly written: boolean
}

function targetOf(metric: ScalingMetric, written: string, report: Report): number {
  try {
    const target = targetReaders[metric](written)
    if (target > 0 && Number.isFinite(target)) return target
    report(['scaling', 'target'], 'expected a target above 0')
  } catch (error) {
    report(['scaling', 'target'], `for the metric ${metric}: ${(error as Error).message}`)
  }
  return 1
}

const targetReaders: Record<ScalingMetric, (text: string) => number> = {
  inFlight: requests,
  utilisation: text => parseShare(text),
  rate: parseRate,
  p99: parseDuration,
}

function requests(text: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text)
  throw new Error('expected a number of requests such as 5')
}

function stepsOf({ steps, cooldown, speed, target, metric }: ScalingDocument, { report }: ScalingContext): StepSpec {
  const goal = targetOf(metric, target, () => undefined)
  steps.forEach((step, i) => {
    if ((step.above === undefined) === (step.below === undefined))
      report(['scaling', 'steps', i], 'expected exactly one of above or below')
  })
  const lowest = Math.min(...steps.flatMap(({ above = Infinity }) => above))
  steps.forEach(({ below = 0 }, i) => {
    if (below > lowest)
      report(['scaling', 'steps', i, 'below'], `expected at most ${lowest}x, above which a step goes out`)
  })
  const out = steps.flatMap(({ above, by }) => (above === undefined ? [] : [{ above: above * goal, add: by }]))
  const down = steps.flatMap(({ below, by }) => (below === undefined ? [] : [{ below: below * goal, remove: by }]))
  return {
    out: out.sort((a, b) => a.above - b.above),
    in: down.sort((a, b) => b.below - a.below),
    cooldownMs: cooldown / speed,
  }
}

function scheduleOf({ schedule, min, max }: ScalingDocument, durationMs: number, report: Report) {
  const entries = schedule.map(({ at, count }) => ({ atMs: timeOf(at, durationMs), count }))
  entries.forEach(({ atMs, count }, i) => {
    if (count < min || count > max)
      report(['scaling', 'schedule', i, 'count'], `expected a count from ${min} to ${max}`)
    if (atMs >= durationMs)
      report(
        ['scaling', 'schedule', i, 'at'],
        `expected a time before the end of the run, which lasts ${formatDuration(durationMs)}`,
      )
    if (i > 0 && atMs <= entries[i - 1]!.atMs)
      report(['scaling', 'schedule', i, 'at'], 'expected a time after the entry before')
  })
  return entries
}
