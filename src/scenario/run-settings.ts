import { duration, positiveDuration, text, toggle, whole, word } from './fields.js'
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
    backendKind: text(
      'What serves: `simulated`, a kind that `lbbench list backends` shows, or a folder with backend.yaml, from this file on.',
      'gunicorn',
      /^\S+$/,
      'a kind of backend such as gunicorn, or a folder such as ./my-app',
    ).prefault('simulated'),
    realtime: toggle('Real-time scheduling for the measured processes, where permitted.', true).prefault(false),
  },
  'run settings',
)
