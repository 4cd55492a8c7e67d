import { LbbenchError } from '../../errors.js'
import type { Chooser, Options, Pool, Services, Strategy } from '../strategy.js'
import { type Arc, arcOf } from './arc.js'
import { ArcPool } from './arc-pool.js'
import { innerStrategy } from './inner-strategy.js'
import { SharedAlarm } from './shared-alarm.js'

/**
 * Deterministic aperture, as in Finagle: of many balancers each uses a part of the backends only (`arcOf`), so that each
 * backend has few connections, and chooses among them by another strategy. This is balancer `peer` of `peers`; what the
 * others send is theirs to say. Arcs count backends, not weights; within the arc weights count as the inner strategy
 * counts them.
 *
 * The inner strategy has a pool of its own and knows of nobody else. Where no backend of the arc is available, or the
 * request has tried them all, the same strategy chooses among all backends until one of the arc is back; it begins to
 * learn of them when it is needed first. Finagle's aperture by load bands, which grows and shrinks, is not included.
 *
 * @param find the strategy of a name or alias; throws LbbenchError UNKNOWN_NAME
 */
export function subsetOf(find: (name: string) => Strategy): Strategy {
  const inner = ({ inner }: Options) => innerStrategy(String(inner), find)
  return {
    name: 'subset',
    aliases: ['aperture', 'deterministic-aperture'],
    summary: 'any other strategy, over a part of the backends: one arc of their ring a balancer',
    reference: 'Finagle loadbalancer/aperture/DeterministicAperture.scala, Ring.scala',
    family: 'nested',
    // As much as any inner strategy may have to be told.
    knows: ['weights', 'failures', 'in flight', 'latency', 'client', 'path', 'server load', 'probes'],
    options: {
      inner: { summary: 'strategy to choose with, e.g. p2c or p2c(choices=3); more options by ";"', default: 'p2c' },
      size: {
        summary: "how many backends to use at least; 0 is Finagle's 12",
        default: 0,
        min: 0,
        max: 1_000_000,
        integer: true,
      },
      peers: {
        summary: 'how many balancers there are; one alone uses all',
        default: 1,
        min: 1,
        max: 10_000,
        integer: true,
      },
      peer: { summary: 'which of them this is, from 0', default: 0, min: 0, max: 9999, integer: true },
    },
    around(options) {
      checkPeer(options)
      const { strategy, options: own } = inner(options)
      return strategy.around?.(own) ?? {}
    },
    start(pool, options, chance, services) {
      checkPeer(options)
      const { strategy, options: own } = inner(options)
      const [peers, peer, size] = [Number(options.peers), Number(options.peer), Number(options.size)]
      const arc = arcOf({ size: pool.size, peers, peer, wanted: size === 0 ? usualSize : size })
      const alarm = new SharedAlarm(services)
      const begin = (chosen: Pool, services: Services) => strategy.start(chosen, own, chance, services)
      const arcPool = new ArcPool(pool, arc, { peers, fixedWeights: strategy.fixedWeights === true })
      return nest({ pool, arc, arcPool, begin, alarm, services })
    },
  }
}

interface Nest {
  readonly pool: Pool
  readonly arc: Arc
  readonly arcPool: ArcPool
  readonly begin: (pool: Pool, services: Services) => Chooser
  readonly alarm: SharedAlarm
  readonly services: Services
}

function nest({ pool, arc: { members }, arcPool, begin, alarm, services }: Nest): Chooser {
  const memberOf = new Int32Array(pool.size).fill(-1)
  members.forEach((backend, member) => {
    memberOf[backend] = member
  })
  const chosen: Chooser = begin(arcPool, {
    probe: member => services.probe(members[member]),
    wakeAt: alarm.add(nowMs => chosen.woken?.(nowMs)),
  })
  let whole: Chooser | undefined

  function widened(): Chooser {
    whole ??= begin(pool, {
      probe: backend => services.probe(backend),
      wakeAt: alarm.add(nowMs => whole?.woken?.(nowMs)),
    })
    return whole
  }

  return {
    pick(request, nowMs) {
      if (arcPool.live > 0) return members[chosen.pick(request, nowMs)]
      return arcPool.size === pool.size ? -1 : widened().pick(request, nowMs)
    },
    sent(backend, nowMs) {
      whole?.sent?.(backend, nowMs)
      const member = memberOf[backend]
      if (member === -1) return
      arcPool.count(member)
      chosen.sent?.(member, nowMs)
    },
    answered(backend, outcome, nowMs) {
      whole?.answered?.(backend, outcome, nowMs)
      const member = memberOf[backend]
      if (member === -1) return
      arcPool.count(member)
      chosen.answered?.(member, outcome, nowMs)
    },
    changed(backend) {
      whole?.changed?.(backend)
      const member = memberOf[backend]
      if (member !== -1 && arcPool.follow(member)) chosen.changed?.(member)
    },
    probed(backend, report, nowMs) {
      whole?.probed?.(backend, report, nowMs)
      if (memberOf[backend] !== -1) chosen.probed?.(memberOf[backend], report, nowMs)
    },
    woken: nowMs => alarm.ring(nowMs),
  }
}

function checkPeer({ peer, peers }: Options): void {
  if (Number(peer) < Number(peers)) return
  const hint = `the first peer is 0, the last of ${peers} is ${Number(peers) - 1}`
  throw new LbbenchError('USAGE', `option "peer" of subset is ${peer}, but there are ${peers} peers`, hint)
}

/** Finagle: from four on, two draws respect the weights; twelve leave room for some that are ill. */
const usualSize = 12
