import { expect, it } from 'vitest'
import type { Balancer } from '../../src/balancer/balancer.js'
import { noStats } from '../../src/model/balancer-stats.js'
import { clientAddress } from '../../src/model/clients.js'
import { client, JobTable } from '../../src/model/job-table.js'
import { nginxBalancer } from '../../src/model/products.js'
import { BalancerDispatcher } from '../../src/virtual/balancer-dispatcher.js'
import { traffic } from '../model/specs.js'
import { failure } from '../strategies/test-pool.js'

/** A balancer that sends everybody to backend 5, and what it was asked. */
function listening(): { balancer: Balancer; asked: unknown[] } {
  const asked: unknown[] = []
  const unused = (): never => {
    throw new Error('not used in virtual time')
  }
  const balancer: Balancer = {
    ...{ names: [], stats: noStats(), open: unused, inFlight: unused, available: unused, healthy: unused },
    ...{
      retries: unused,
      cookieFor: unused,
      nextMs: unused,
      advance: unused,
      checked: unused,
      probed: unused,
      change: unused,
    },
    pick({ client: address, path, attempt }, tried) {
      asked.push({ client: address, path, attempt, tried: [...tried] })
      return 5
    },
    ended: () => undefined,
    move: () => undefined,
    close: () => undefined,
  }
  return { balancer, asked }
}

const requests = ['/a', '/b'].map(path => ({ method: 'GET', path, bodyBytes: 0, share: 1 }))

function tableOf(slots: number): JobTable {
  const jobs = new JobTable()
  for (let slot = 0; slot < slots; slot++) jobs.fit(slot)
  return jobs
}

it('shows each request as its client and kind make it, also where clients share a place in the memory', () => {
  const { balancer, asked } = listening()
  const clients = [3, 3 + 65_536, 3, 70_000, 0]
  const jobs = tableOf(clients.length)
  const crowd = traffic({ clients: { count: 100_000, zipf: 0 }, requests })
  const dispatcher = new BalancerDispatcher({ balancer, spec: nginxBalancer(9), acts: true, jobs, traffic: crowd })
  clients.forEach((number, slot) => {
    jobs.integers[16 * slot + client] = number
    jobs.kind[slot] = slot % 2
    expect(dispatcher.next(slot, 0)).toBe(5)
  })
  expect(asked).toEqual(
    clients.map((number, slot) => ({
      ...{ client: clientAddress(number), path: slot % 2 === 0 ? '/a' : '/b' },
      ...{ attempt: 0, tried: [] },
    })),
  )
})

it('remembers what failed until the request is over, wherever it moves', () => {
  const { balancer, asked } = listening()
  const jobs = tableOf(3)
  const dispatcher = new BalancerDispatcher({
    balancer,
    spec: nginxBalancer(9),
    acts: true,
    jobs,
    traffic: traffic({ requests }),
  })
  const fails = (slot: number): void => {
    dispatcher.next(slot, 0)
    dispatcher.ended(slot, 5, failure, 1)
  }
  fails(0)
  fails(0)
  dispatcher.move(0, 2)
  dispatcher.next(2, 1)
  dispatcher.next(0, 1)
  expect([dispatcher.attempt(2), dispatcher.attempt(0)]).toEqual([3, 1])
  expect(dispatcher.close(2, { backend: 5, lastTry: 1 }, 1)).toBe(3)
  dispatcher.next(2, 1)
  expect(asked.map(request => (request as { tried: number[] }).tried)).toEqual([[], [5], [5, 5], [], []])
  expect(asked.map(request => (request as { attempt: number }).attempt)).toEqual([0, 1, 2, 0, 0])
})
