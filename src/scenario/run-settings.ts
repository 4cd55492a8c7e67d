import { duration, positiveDuration, toggle, whole, word } from './fields.js'
import { section } from './section.js'

/** `run:`. */
export const runSchema = section(
  {
    duration: positiveDuration('Measured time of each trial.', '10s').prefault('5s'),
    warmup: duration('Time before it, under the same traffic, that is not counted.', '2s').prefault('1s'),
    rounds: whole('How often every candidate runs; the rounds give the intervals.', 10, 1, 1000).prefault(5),
    seed: whole('Makes the same requests again.', 7, 0, Number.MAX_SAFE_INTEGER).prefault(1),
    isolation: word('`shared`: one process hosts all simulated backends. `process`: one each.', [
      'shared',
      'process',
    ]).prefault('shared'),
    realtime: toggle('Real-time scheduling for the measured processes, where permitted.', true).prefault(false),
  },
  'run settings',
)
