import { describe, expect, it, test } from 'vitest'
import { strategies } from '../../../src/strategies/index.js'
import { parseOptions } from '../../../src/strategies/options.js'
import type { Strategy } from '../../../src/strategies/strategy.js'
import { client } from '../history.js'
import { hold, sequence, serve, setAvailable, startWith, testPool } from '../test-pool.js'

const cloud = strategies.filter(({ family }) => family === 'cloud')
const named = (name: string): Strategy => cloud.find(strategy => strategy.name === name)!
const around = (name: string, options = '') => named(name).around!(parseOptions(named(name), options))

it('are these', () => {
  expect(cloud.map(({ name }) => name)).toEqual(['aws-alb', 'aws-nlb', 'gcp-alb', 'azure-lb', 'azure-appgw'])
})

it.each(cloud)('$name says that it is an emulation, and claims no conformance', ({ summary, product }) => {
  expect(summary).toMatch(/^emulates .* as documented/)
  expect(product).toBeUndefined()
})

/** interval s, timeout s, healthy, unhealthy, good statuses: shared/facts, section 5. */
test.each([
  ['aws-alb', 30, 5, 5, 2, '200-200'],
  ['aws-nlb', 30, 10, 5, 2, '200-599'],
  ['gcp-alb', 5, 5, 2, 2, '200-200'],
  ['azure-lb', 5, 5, 1, 1, '200-200'],
  ['azure-appgw', 30, 30, 1, 3, '200-399'],
])('%s checks every %d s as documented, and faster where it has to', (name, intervalS, timeoutS, rise, fall, good) => {
  const check = around(name).health!.active!
  expect(check).toMatchObject({ intervalMs: intervalS * 1000, timeoutMs: timeoutS * 1000, rise, fall })
  expect(`${check.okFrom}-${check.okTo}`).toBe(good)
  expect(around(name, 'speed=10').health!.active!.intervalMs).toBe(intervalS * 100)
})

describe('aws-alb', () => {
  test.each([
    ['round_robin', 'abcabcabc'],
    ['least_outstanding_requests', 'abcabcabc'],
  ])('%s', (algorithm, picks) => {
    const pool = testPool([1, 1, 1])
    const chooser = startWith(named('aws-alb'), pool, { options: `algorithm=${algorithm}` })
    expect(sequence(pool, 9, () => serve(chooser, pool))).toBe(picks)
  })

  it('least_outstanding_requests looks at requests in flight, round_robin does not', () => {
    const held = (algorithm: string): string => {
      const pool = testPool([1, 1, 1])
      pool.inFlight[1] = 5
      const chooser = startWith(named('aws-alb'), pool, { options: `algorithm=${algorithm}` })
      for (let i = 0; i < 3; i++) chooser.changed?.(i)
      return sequence(pool, 4, () => hold(chooser, pool))
    }
    expect(held('round_robin')).toContain('b')
    expect(held('least_outstanding_requests')).not.toContain('b')
  })

  it('has sticky sessions by cookie for a day, and slow start with round robin only', () => {
    expect(around('aws-alb').sticky).toBeUndefined()
    expect(around('aws-alb', 'sticky=true').sticky).toMatchObject({ by: 'cookie', cookie: 'AWSALB', ttlMs: 86_400_000 })
    expect(around('aws-alb', 'slowStartS=30&speed=10').slowStart).toMatchObject({ windowMs: 3000, aggression: 1 })
    expect(() => around('aws-alb', 'slowStartS=30&algorithm=weighted_random')).toThrow(/round_robin only/)
  })

  it('fails open: with nobody healthy all serve', () => {
    expect(around('aws-alb').health!.panic).toEqual({ belowShare: 0, belowCount: 1 })
  })
})

describe.each(['aws-nlb', 'azure-lb'])('%s', name => {
  it('keeps a client on its target, and moves only those whose target is gone', () => {
    const pool = testPool([1, 1, 1, 1])
    const chooser = startWith(named(name), pool)
    const picks = () => Array.from({ length: 400 }, (_, i) => serve(chooser, pool, client(i)))
    const before = picks()
    expect(picks()).toEqual(before)
    setAvailable(chooser, pool, 2, false)
    const after = picks()
    before.forEach((target, i) => {
      if (target !== 2) expect(after[i]).toBe(target)
    })
    expect(after).not.toContain(2)
  })

  it('with a new connection for every request, a client is spread over all', () => {
    const pool = testPool([1, 1, 1, 1])
    const chooser = startWith(named(name), pool, { options: 'flow=request' })
    const targets = new Set(Array.from({ length: 100 }, () => serve(chooser, pool, client(7))))
    expect(targets.size).toBe(4)
  })
})

it('azure-lb with two fields knows the client alone, whatever its connections', () => {
  const pool = testPool([1, 1, 1, 1])
  const chooser = startWith(named('azure-lb'), pool, { options: 'tuple=2&flow=request' })
  expect(new Set(Array.from({ length: 50 }, () => serve(chooser, pool, client(7)))).size).toBe(1)
})

test.each(['round_robin', 'least_request', 'ring_hash', 'maglev', 'random'])('gcp-alb: %s serves', policy => {
  const pool = testPool([1, 1, 1])
  const chooser = startWith(named('gcp-alb'), pool, { options: `policy=${policy}` })
  const used = new Set(Array.from({ length: 200 }, (_, i) => serve(chooser, pool, client(i))))
  expect(used.size).toBe(3)
})

it("gcp-alb ejects by Google's own defaults where it is switched on", () => {
  expect(around('gcp-alb').health!.outlier).toBeUndefined()
  expect(around('gcp-alb', 'outlier=true').health!.outlier).toMatchObject({
    ...{ intervalMs: 1000, consecutive5xx: 0, consecutiveGateway: 3, maxEjectionShare: 0.5 },
  })
})
