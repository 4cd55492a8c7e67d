import type { Path } from './problems.js'

/** A flag that stands for a key of the scenario. Its text is checked as if it stood in the file. */
export interface OverrideFlag {
  readonly name: string
  readonly summary: string
  readonly type: 'string' | 'boolean'
  /** Where it goes; under `backends`, into every entry. */
  readonly path: Path
  /** Keys it takes the place of. */
  readonly removes?: readonly Path[]
}

const openLoop: readonly Path[] = ['rate', 'load', 'arrivals', 'sockets'].map(key => ['traffic', key])
const closedLoop: readonly Path[] = ['connections', 'think'].map(key => ['traffic', key])

/** Every flag that changes a scenario, in the order of `--help`. Free of imports: the command line shows it without reading YAML. */
export const overrideFlags: readonly OverrideFlag[] = [
  { name: 'backends', summary: 'how many backends, all alike', type: 'string', path: ['backends', 'count'] },
  { name: 'workers', summary: 'workers of each backend', type: 'string', path: ['backends', 'workers'] },
  { name: 'threads', summary: 'threads of each worker', type: 'string', path: ['backends', 'threads'] },
  {
    name: 'latency',
    summary: "service time of each backend: 20ms, '{ exponential: { mean: 20ms } }'",
    type: 'string',
    path: ['backends', 'latency'],
  },
  {
    name: 'rate',
    summary: 'open loop: requests a second, e.g. 400/s',
    type: 'string',
    path: ['traffic', 'rate'],
    removes: [['traffic', 'load'], ...closedLoop],
  },
  {
    name: 'load',
    summary: 'open loop: share of what the backends can serve, e.g. 60%',
    type: 'string',
    path: ['traffic', 'load'],
    removes: [['traffic', 'rate'], ...closedLoop],
  },
  { name: 'arrivals', summary: 'open loop: poisson, even', type: 'string', path: ['traffic', 'arrivals'] },
  { name: 'sockets', summary: 'open loop: most sockets at once', type: 'string', path: ['traffic', 'sockets'] },
  {
    name: 'connections',
    summary: 'closed loop: users who wait for their answers, e.g. 50',
    type: 'string',
    path: ['traffic', 'connections'],
    removes: openLoop,
  },
  { name: 'think', summary: 'closed loop: pause before the next request', type: 'string', path: ['traffic', 'think'] },
  { name: 'clients', summary: 'how many clients', type: 'string', path: ['traffic', 'clients', 'count'] },
  { name: 'zipf', summary: 'skew of the clients, 0 for none', type: 'string', path: ['traffic', 'clients', 'zipf'] },
  {
    name: 'sessions',
    summary: 'clients log in; where their sessions are kept: memory, redis, signed-cookie',
    type: 'string',
    path: ['traffic', 'sessions', 'store'],
  },
  {
    name: 'redis',
    summary: 'your own Redis for --sessions redis, e.g. redis://127.0.0.1:6379',
    type: 'string',
    path: ['traffic', 'sessions', 'redis'],
  },
  { name: 'timeout', summary: 'when a client gives up, e.g. 2s', type: 'string', path: ['traffic', 'timeout'] },
  {
    name: 'max-requests',
    summary: 'requests each backend gets at once; 0: no limit',
    type: 'string',
    path: ['backends', 'maxRequests'],
  },
  {
    name: 'retries',
    summary: "further tries: 2, envoy, '{ on: [connect, 503] }'",
    type: 'string',
    path: ['balancer', 'retries'],
  },
  {
    name: 'health',
    summary: "nginx, haproxy, envoy, aws-alb, ... none, '{ active: true }'",
    type: 'string',
    path: ['balancer', 'health'],
  },
  {
    name: 'hedge',
    summary: 'asks a second backend after this time, e.g. 50ms',
    type: 'string',
    path: ['balancer', 'hedge'],
  },
  {
    name: 'queue',
    summary: 'how long a request waits for a backend below its limit',
    type: 'string',
    path: ['balancer', 'queue'],
  },
  {
    name: 'slow-start',
    summary: 'how long a backend that returns takes to its full weight',
    type: 'string',
    path: ['balancer', 'slowStart'],
  },
  { name: 'sticky', summary: 'cookie, table, client', type: 'string', path: ['balancer', 'sticky'] },
  {
    name: 'objective',
    summary: 'a good answer that takes longer hurts its client, e.g. 250ms',
    type: 'string',
    path: ['objective'],
  },
  { name: 'duration', summary: 'measured time of a trial, e.g. 5s', type: 'string', path: ['run', 'duration'] },
  { name: 'warmup', summary: 'time before it that is not counted, e.g. 1s', type: 'string', path: ['run', 'warmup'] },
  { name: 'rounds', summary: 'how often each candidate runs', type: 'string', path: ['run', 'rounds'] },
  { name: 'seed', summary: 'makes the same requests again', type: 'string', path: ['run', 'seed'] },
  {
    name: 'isolation',
    summary: 'backends in one process (shared) or one each (process)',
    type: 'string',
    path: ['run', 'isolation'],
  },
  {
    name: 'backend-kind',
    summary: 'what serves: simulated, gunicorn, uwsgi, ..., a folder of yours',
    type: 'string',
    path: ['run', 'backendKind'],
  },
  { name: 'realtime', summary: 'real-time scheduling, where permitted', type: 'boolean', path: ['run', 'realtime'] },
]
