import { exitStatus, LbbenchError } from '../../errors.js'
import type { SessionDesk } from '../../live/backends/session-desk.js'
import type { Family } from '../../live/metrics/family.js'
import type { MetricsServer } from '../../live/metrics/metrics-server.js'
import type { BackendSpec } from '../../model/backend-spec.js'
import { didYouMean } from '../../nearest.js'
import type { Scenario } from '../../scenario/scenario.js'
import type { Args, Command } from '../command.js'
import { scenarioNames } from '../compare/names.js'
import type { Io } from '../io.js'

/** The flags of a scenario that say something about one backend, or about chance; `overridesOf` finds them by their names. */
const scenarioFlags = {
  workers: { type: 'string', describe: 'worker processes: requests that are served at once' },
  threads: { type: 'string', describe: 'threads of each worker' },
  latency: { type: 'string', describe: "service time: 20ms, '{ exponential: { mean: 20ms } }'" },
  seed: { type: 'string', describe: 'makes the same service times again, for requests that are not ours' },
} as const

/** How long requests that are here may take once the user asks to stop, ms: Docker kills after 10 s, Kubernetes after 30 s. */
const graceMs = 8_000

export const backendCommand: Command = {
  name: 'backend',
  usage: 'backend',
  summary: 'Run one simulated backend until it is told to stop',
  options: {
    name: { alias: 'n', type: 'string', demandOption: true, describe: 'name it answers with, e.g. a' },
    port: { alias: 'p', type: 'string', demandOption: true, describe: 'port to listen on; 0 takes any free one' },
    host: { type: 'string', default: '127.0.0.1', describe: 'address to listen on; 0.0.0.0 lets others in' },
    'metrics-port': {
      type: 'string',
      describe: 'serve Prometheus metrics on the same address at this port; 0 for any free one',
    },
    scenario: {
      type: 'string',
      describe: 'shipped name or file: it is the backend of this name there [one of steady]',
    },
    ...scenarioFlags,
  },
  examples: [
    ['lbbench backend --port 8001 --name a', 'a backend like those of the default scenario'],
    ["lbbench backend --port 8002 --name b --workers 4 --latency '{ exponential: { mean: 30ms } }'", 'another one'],
    ['lbbench backend --port 8003 --name slow --scenario uneven', 'the backend "slow" of a scenario'],
  ],
  complete: async flag => (flag === 'scenario' ? scenarioNames() : []),
  run: runBackend,
}

/** GET /health is answered, in turn but in no time. Faults of the scenario happen at their times after the start. */
async function runBackend(args: Args, io: Io): Promise<number> {
  const wanted = await specOf(args, io)
  try {
    return await serve(wanted, args, io)
  } finally {
    wanted.sessions?.close()
  }
}

async function serve({ spec, seed, sessions }: Wanted, args: Args, io: Io): Promise<number> {
  const { hostFleet } = await import('../../live/backends/host-fleet.js')
  const { authorityOf } = await import('../../live/authority.js')
  const { monotonicMs } = await import('../../live/clock.js')
  const { backendText } = await import('../../results/scenario-summary.js')
  const host = args.host as string
  const metricsPort = args['metrics-port'] as string | undefined
  const metrics = metricsPort !== undefined
  const fleet = await hostFleet({ specs: [spec], ports: [spec.port], host, seed, reports: true, metrics, sessions })
  const told = metrics ? await tellMetrics(fleet.families(), metricsPort, host) : undefined
  try {
    const [port] = await fleet.boot()
    fleet.begin(monotonicMs(), 0)
    const ready = `backend ${spec.name} is ready on http://${authorityOf(host, port!)} (${backendText(spec)})\n`
    io.stdout.write(told === undefined ? ready : `${ready}its metrics are on ${told.url}\n`)
    await untilStopped(io.signal)
    await fleet.leave(graceMs)
    return exitStatus.ok
  } finally {
    await told?.close()
  }
}

async function tellMetrics(families: readonly Family[], port: string, host: string): Promise<MetricsServer> {
  const { expositionOf } = await import('../../live/metrics/exposition.js')
  const { serveMetrics } = await import('../../live/metrics/metrics-server.js')
  const { wholeNumber } = await import('../route/whole-number.js')
  const text = await expositionOf(families)
  return serveMetrics({ port: wholeNumber('metrics-port', port, 0, 65_535), host, text })
}

interface Wanted {
  readonly spec: BackendSpec
  readonly seed: number
  readonly sessions: SessionDesk | undefined
}

async function specOf(args: Args, io: Io): Promise<Wanted> {
  const { loadScenario } = await import('../compare/request.js')
  const { overridesOf } = await import('../overrides-of.js')
  const { wholeNumber } = await import('../route/whole-number.js')
  const port = wholeNumber('port', args.port as string, 0, 65_535)
  const name = args.name as string
  const { scenario } = loadScenario((args.scenario as string | undefined) ?? 'steady', overridesOf(args), io)
  const spec = args.scenario === undefined ? await named(scenario.backends[0]!, name) : backendOf(scenario, name)
  return { spec: { ...spec, port }, seed: scenario.run.seed, sessions: await sessionsOf(scenario, io) }
}

async function sessionsOf({ traffic }: Scenario, io: Io): Promise<SessionDesk | undefined> {
  const { sessionAccess } = await import('../backend/session-access.js')
  const access = sessionAccess(io.env, traffic.sessions)
  if (access === undefined) return undefined
  const { openStore } = await import('../../live/sessions/open-store.js')
  const { SessionDesk } = await import('../../live/backends/session-desk.js')
  return new SessionDesk(await openStore(access, 1), access.lifeSeconds)
}

/** A name is part of each answer's head, so it must not break out of its line. */
async function named(spec: BackendSpec, name: string): Promise<BackendSpec> {
  const { plainName, plainNameRule } = await import('../../scenario/fields.js')
  if (plainName.test(name)) return { ...spec, name }
  throw new LbbenchError('USAGE', `--name ${name}: expected ${plainNameRule}`)
}

function backendOf({ name: scenario, backends }: Scenario, name: string): BackendSpec {
  const spec = backends.find(backend => backend.name === name)
  if (spec !== undefined) return spec
  const names = backends.map(backend => backend.name)
  const hint = `its backends: ${names.slice(0, 20).join(', ')}${names.length > 20 ? ', ...' : ''}`
  throw new LbbenchError(
    'UNKNOWN_NAME',
    `scenario ${scenario} has no backend "${name}"${didYouMean(name, names)}`,
    hint,
  )
}

function untilStopped(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
