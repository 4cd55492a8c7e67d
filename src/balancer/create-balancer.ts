import { LbbenchError } from '../errors.js'
import { randomStream } from '../model/random.js'
import { Agenda } from './agenda.js'
import type { Balancer } from './balancer.js'
import type { BalancerOptions } from './balancer-options.js'
import { Counts } from './counts.js'
import { createTiers } from './create-tiers.js'
import { watchHealth } from './health/health-watch.js'
import { logged } from './logged.js'
import { Probes } from './probes.js'
import { createRouter } from './requests/create-router.js'
import { OpenFlight } from './requests/flight.js'
import { createSessions } from './sessions/create-sessions.js'
import { Stickiness } from './sessions/stickiness.js'

/**
 * A fresh balancer: nothing in flight, nobody banned, the strategy without memory.
 * @throws LbbenchError SCENARIO where all backends are backups, or there are none
 */
export function createBalancer(options: BalancerOptions): Balancer {
  const { backends, spec, world, epochMs = 0, startMs = epochMs, seed = 0, log } = options
  if (backends.every(backend => backend.backup)) throw noPrimaries(backends.length)
  const counts = new Counts(epochMs)
  const agenda = new Agenda()
  const probes = new Probes(world, counts, startMs)
  const tiers = createTiers(options, counts, (backend, nowMs) => probes.send(backend, nowMs))
  const waits = spec.queue !== undefined && world !== undefined
  const sessions = spec.sticky && createSessions(spec.sticky, tiers, backends)
  const stickiness = sessions && new Stickiness(sessions, tiers, counts, waits)
  const random = randomStream(seed, 'balancer')
  const router = createRouter({ spec, backends, tiers, counts, agenda, stickiness, world, random })
  const health = watchHealth({
    ...{ spec, startMs, epochMs, tiers, agenda, counts, log },
    check: world && (backend => world.check(backend, spec.health.active!.path, spec.health.active!.timeoutMs)),
    membersChanged: () => stickiness?.membersChanged(),
  })
  probes.ready()
  const { ended } = health
  const balancer: Balancer = {
    names: backends.map(backend => backend.name),
    stats: counts.stats,
    open: (request, ticket = 0) => new OpenFlight(balancer, request, ticket),
    pick: (request, tried, nowMs) => router.pick(request, tried, nowMs),
    ended(backend, outcome, nowMs, ticket) {
      if (ended !== undefined) ended(backend, outcome, nowMs)
      router.ended(backend, outcome, nowMs, ticket)
    },
    retries: (request, tried, outcome, nowMs) => router.retries(request, tried, outcome, nowMs),
    close: (ticket, nowMs) => router.close(ticket, nowMs),
    move: (from, to) => router.move(from, to),
    cookieFor: (request, backend) => router.cookieFor(request, backend),
    nextMs: () => Math.min(agenda.nextMs(), tiers.wakeMs(), router.nextMs(), probes.nextMs()),
    advance(nowMs) {
      probes.advance()
      agenda.advance(nowMs)
      tiers.wake(nowMs)
      router.advance(nowMs)
    },
    checked(backend, ok, nowMs) {
      health.checked(backend, ok, nowMs)
      router.poolChanged(nowMs)
    },
    probed: (backend, report, nowMs) => tiers.probed(backend, report, nowMs),
    change(change, nowMs) {
      health.change(change, nowMs)
      router.poolChanged(nowMs)
    },
    inFlight: backend => tiers.tierOf(backend).inFlight(tiers.placeOf(backend)),
    available: (backend, nowMs) => tiers.tierOf(backend).available(tiers.placeOf(backend), nowMs),
    healthy: (backend, nowMs) => tiers.tierOf(backend).healthy(tiers.placeOf(backend), nowMs),
  }
  return log === undefined ? balancer : logged(balancer, log)
}

function noPrimaries(count: number): LbbenchError {
  const message = count === 0 ? 'there are no backends' : 'all backends are backups'
  return new LbbenchError('SCENARIO', message, 'at least one backend must not be a backup')
}
