import { describe, expect, onTestFinished, test } from 'vitest'
import type { Balancer, BalancerWorld } from '../../src/balancer/balancer.js'
import { BalancerDriver } from '../../src/live/wire/balancer-driver.js'
import { answering, closedPort, eventually, scripted } from './lab.js'

/** A balancer that plans what it is told to, and writes down what it hears. */
function driven(ports: readonly number[] = []) {
  const heard: string[] = []
  const asked: string[] = []
  let plan: { atMs: number; run: (world: BalancerWorld) => void }[] = []
  let given: BalancerWorld | undefined
  const balancer = {
    nextMs: () => Math.min(Infinity, ...plan.map(({ atMs }) => atMs)),
    advance: (nowMs: number) => {
      const due = plan.filter(({ atMs }) => atMs <= nowMs)
      plan = plan.filter(({ atMs }) => atMs > nowMs)
      for (const { run } of due) run(given!)
    },
    checked: (backend: number, ok: boolean) => heard.push(`checked ${backend} ${ok}`),
    probed: (backend: number, { failed, inFlight }: { failed: boolean; inFlight: number }) =>
      heard.push(`probed ${backend} ${failed ? 'failed' : inFlight}`),
  } as unknown as Balancer
  const driver = new BalancerDriver({
    backends: ports.map((port, i) => ({ name: `b${i}`, host: '127.0.0.1', port })),
    create: world => {
      given = world
      return balancer
    },
    isGood: status => status < 400,
    awaiting: ticket => ({
      held: false,
      resume: () => {
        asked.push(`resume ${ticket}`)
        driver.settle()
      },
      hedge: () => void asked.push(`hedge ${ticket}`),
    }),
    now: () => performance.now(),
  })
  onTestFinished(() => driver.stop())
  return {
    driver,
    world: given!,
    heard,
    asked,
    plan: (inMs: number, run: (world: BalancerWorld) => void) => plan.push({ atMs: performance.now() + inMs, run }),
  }
}

describe('the driver of a balancer', () => {
  test('brings about what is planned when its time has come, in order', async () => {
    const { driver, plan } = driven()
    const done: number[] = []
    for (const inMs of [60, 20, 40]) plan(inMs, () => done.push(inMs))
    driver.settle()
    await eventually(() => done.length === 3)
    expect(done).toEqual([20, 40, 60])
  })

  test('does at once what is due already', () => {
    const { driver, plan } = driven()
    let done = false
    plan(-1, () => {
      done = true
    })
    driver.settle()
    expect(done).toBe(true)
  })

  test('comes back to requests when the balancer has returned, first come, first served', () => {
    const { driver, plan, asked } = driven()
    plan(-1, world => {
      world.resume(3, 0)
      world.hedge(5, 0)
      world.resume(4, 0)
      expect(asked).toEqual([])
    })
    driver.settle()
    expect(asked).toEqual(['resume 3', 'resume 4', 'hedge 5'])
  })

  test('goes on as long as each one that comes back calls the next', () => {
    const { driver, plan, asked } = driven()
    const call = (ticket: number) => (world: BalancerWorld) => {
      world.resume(ticket, 0)
      if (ticket < 50) plan(-1, call(ticket + 1))
    }
    plan(-1, call(1))
    driver.settle()
    expect(asked).toEqual(Array.from({ length: 50 }, (_, i) => `resume ${i + 1}`))
  })

  test('checks backends, each by its own answer', async () => {
    const sick = await scripted(socket => socket.write('HTTP/1.1 500 E\r\nContent-Length: 0\r\n\r\n'))
    const silent = await scripted(() => {})
    const ports = [(await answering()).port, sick.port, await closedPort(), silent.port]
    const { world, heard } = driven(ports)
    for (const backend of [0, 1, 2]) world.check(backend, '/', 10_000)
    world.check(3, '/', 50)
    await eventually(() => heard.length === 4)
    expect(heard.sort()).toEqual(['checked 0 true', 'checked 1 false', 'checked 2 false', 'checked 3 false'])
  })

  test('probes backends', async () => {
    const load = 'x-lbbench-load: in-flight=3\r\n'
    const backend = await scripted(s => s.write(`HTTP/1.1 200 OK\r\n${load}Content-Length: 0\r\n\r\n`))
    const { world, heard } = driven([backend.port, await closedPort()])
    world.probe(0)
    world.probe(1)
    expect(heard).toEqual([])
    await eventually(() => heard.length === 2)
    expect(heard.sort()).toEqual(['probed 0 3', 'probed 1 failed'])
  })

  test('once retired it neither checks nor probes, and hears of nothing it asked for, but its time goes on', async () => {
    const backend = await scripted(() => {})
    const { driver, world, heard, plan } = driven([backend.port])
    world.check(0, '/', 50)
    world.probe(0)
    await eventually(() => backend.connections() === 2)
    driver.retire()
    world.check(0, '/', 50)
    world.probe(0)
    let done = false
    plan(100, () => {
      done = true
    })
    driver.settle()
    await eventually(() => done)
    expect(heard).toEqual([])
    expect(backend.connections()).toBe(2)
  })
})
