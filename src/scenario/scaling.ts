import { z } from 'zod'
import { scalingMetrics, scalingPolicies } from '../model/scaling-spec.js'
import { parseShare } from '../units.js'
import { mostBackends } from './backends.js'
import { count, duration, factor, leaf, positiveDuration, share, textOf, whole, word } from './fields.js'
import { moment } from './moment.js'
import { section } from './section.js'

const backends = (description: string, example: number) => count(description, example, 1, mostBackends)

const step = section(
  {
    above: factor('A step out, where the metric is above so many times the target.', '1.2x').optional(),
    below: factor('A step in, where it is below.', '0.8x').optional(),
    by: adjustment(),
  },
  'a step',
)

const periods = section(
  {
    out: whole('Periods in a row above the target that scale out.', 3, 1, 1000).prefault(3),
    in: whole('Periods in a row far below it that scale in.', 15, 1, 1000).prefault(15),
  },
  'periods',
)

const scheduled = section(
  { at: moment('From then on, from the start of measuring.', '25%'), count: backends('So many backends.', 8) },
  'an entry of a schedule',
)

/** `scaling:`, as a person writes it. Every setting may stand with every policy, which takes those it knows: so policies can be varied. */
export const scalingSchema = section(
  {
    policy: word('How it decides; docs/autoscaling.md says what each does.', scalingPolicies).prefault('hpa'),
    metric: word(
      'What it looks at, a backend: requests in flight, the share of its workers that is busy, requests a second, or p99.',
      scalingMetrics,
    ).prefault('utilisation'),
    target: target(),
    min: backends('Never fewer backends.', 2).prefault(1),
    max: backends('Never more.', 20),
    start: backends('So many at first. Default: the `count` of `backends`.', 4).optional(),
    boot: duration('From a decision until a new backend takes requests.', '2s').prefault('1s'),
    warmUp: duration(
      'From then until it counts in the metric. Default: 300 s for target-tracking, else none.',
      '10s',
    ).optional(),
    every: positiveDuration('Between two decisions. Default: 15 s for hpa, else 60 s.', '15s').optional(),
    periods: periods.prefault({}).meta({ description: 'Of target-tracking: how long an alarm takes.' }),
    tolerance: share('Of hpa: no change so near the target.', '10%').prefault('10%'),
    stabilise: duration('Of hpa: it goes down to the highest recommendation of so long.', '300s').prefault('300s'),
    cooldown: duration('Of step: how long a change is given to have an effect.', '300s').prefault('300s'),
    steps: z
      .array(step, { error: 'expected a list of steps such as - { above: 1.2x, by: 10% }' })
      .min(1, { error: 'expected at least one step' })
      .prefault([
        { above: '1.2x', by: '10%' },
        { above: '1.4x', by: '30%' },
        { below: '0.8x', by: '10%' },
        { below: '0.6x', by: '30%' },
      ])
      .meta({ description: 'Of step: by how much, and when. Default: the example of AWS.' }),
    schedule: z
      .array(scheduled, { error: 'expected a list such as - { at: 25%, count: 8 }' })
      .prefault([])
      .meta({ description: 'Of predictive. Left out: it knows the plan of the traffic, and what each backend bears.' }),
    lead: duration('Of predictive: so long ahead. Default: the boot time.', '5s').optional(),
    speed: factor(
      'Makes `every`, `warmUp`, `stabilise` and `cooldown` so many times shorter, so that a short run can show them.',
      '100x',
    ).prefault('1x'),
  },
  'an autoscaler',
)

export type ScalingDocument = z.output<typeof scalingSchema>

/** A target means something once the metric is known. */
function target() {
  const read = (value: unknown): string => {
    const written = textOf(value).trim()
    if (written !== '') return written
    throw new Error('expected a target such as 60% (utilisation), 5 (inFlight), 40/s (rate) or 80ms (p99)')
  }
  return leaf({ type: ['string', 'number'] }, read).meta({
    description: 'Of the metric, a backend: 60% (utilisation), 5 (inFlight), 40/s (rate), 80ms (p99).',
    example: '60%',
  })
}

/** A number of backends, or a share of those there are. */
function adjustment() {
  const read = (value: unknown) => {
    const written = textOf(value).trim()
    if (written.endsWith('%')) return { share: parseShare(written, 10) }
    if (Number.isSafeInteger(value) && (value as number) > 0) return { count: value as number }
    throw new Error('expected a number of backends, or a share of them such as 10%')
  }
  return leaf({ type: ['string', 'integer'] }, read).meta({
    description: 'By so many, or such a share.',
    example: '10%',
  })
}
