import { expect, it } from 'vitest'
import type { Balancer } from '../../src/balancer/balancer.js'
import { FleetModel } from '../../src/model/fleet-model.js'
import { randomStream } from '../../src/model/random.js'
import { Errands } from '../../src/virtual/errands.js'
import { backendSpec } from '../model/specs.js'

/** Errands of a balancer that only notes what comes back to it. */
function listening(): { errands: Errands; told: string[] } {
  const told: string[] = []
  const world = { lane: () => randomStream(1, 'lane'), bootMs: 0, done: () => undefined }
  const faults = [{ atMs: 10, kind: 'crash' as const }]
  const fleet = new FleetModel([backendSpec(), backendSpec({ faults })], world, { reports: true })
  const errands = new Errands(fleet, {
    resume: (slot, nowMs) => told.push(`${nowMs}: resume ${slot}`),
    hedge: (slot, nowMs) => told.push(`${nowMs}: hedge ${slot}`),
  })
  const balancer: Pick<Balancer, 'nextMs' | 'advance' | 'probed'> = {
    nextMs: () => 5,
    advance: nowMs => told.push(`${nowMs}: advance`),
    probed: (backend, { failed, inFlight }, nowMs) => told.push(`${nowMs}: probe ${backend} ${failed} ${inFlight}`),
  }
  errands.serve(balancer as Balancer, undefined)
  return { errands, told }
}

it('run after the call that asked, in the order of asking, and not twice', () => {
  const { errands, told } = listening()
  errands.hedge(7)
  errands.probe(0)
  errands.resume(3)
  expect(told).toEqual([])
  errands.run(4)
  errands.run(4)
  expect(told).toEqual(['4: hedge 7', '4: probe 0 false 0', '4: resume 3'])
})

it('follow a request to its new slot, and leave backends of that number alone', () => {
  const { errands, told } = listening()
  errands.resume(1)
  errands.probe(1)
  errands.hedge(1)
  errands.move(1, 9)
  errands.run(0)
  expect(told).toEqual(['0: resume 9', '0: probe 1 false 0', '0: hedge 9'])
})

it('find out that a backend is down', () => {
  const { errands, told } = listening()
  errands.probe(1)
  errands.run(10)
  expect(told).toEqual(['10: probe 1 true 0'])
})

it('never go back in time, though the balancer plans for what is over', () => {
  const { errands } = listening()
  expect(errands.nextMs()).toBe(5)
  errands.run(8)
  expect(errands.nextMs()).toBe(8)
})
