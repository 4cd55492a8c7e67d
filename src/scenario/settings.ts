import { duration, positiveDuration, toggle, whole, word } from './fields.js'
import { section } from './section.js'

/** `balancer:`. */
export const balancerSchema = section(
  {
    port: whole('TCP port to listen on; 0 takes any free port.', 18000, 0, 65535).prefault(0),
    health: word('`nginx`: passive, by `maxFails` and `failTimeout` of each backend. `none`: failures ban nobody.', [
      'nginx',
      'none',
    ]).prefault('nginx'),
    retries: whole('Further backends tried after a failure. Default: all the others, as nginx.', 1, 0, 1000).optional(),
    connectTimeout: positiveDuration('For a connection to a backend, as nginx proxy_connect_timeout.', '1s').prefault(
      '60s',
    ),
    readTimeout: positiveDuration('Between two reads from a backend, as nginx proxy_read_timeout.', '10s').prefault(
      '60s',
    ),
  },
  'balancer settings',
)

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
