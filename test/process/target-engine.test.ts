import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Candidate } from '../../src/bench/candidate.js'
import type { TrialPlan } from '../../src/bench/engine.js'
import { plainSettings, type TargetSettings } from '../../src/bench/target.js'
import { targetEngine } from '../../src/live/engines/target/target-engine.js'
import type { Scenario } from '../../src/scenario/scenario.js'
import { certificate } from '../load/fault-server.js'
import { withSite } from './target-site.js'
import { planFor, tinyScenario } from './tiny-scenario.js'

const never = new AbortController().signal

function planAt(url: string, settings: Partial<TargetSettings> = {}, scenario: Scenario = tinyScenario()): TrialPlan {
  const plan = planFor(scenario, `target:${url}`)
  const { candidate } = plan
  const target = { ...candidate.target!, settings: { ...plainSettings, ...settings } }
  return { ...plan, candidate: { ...candidate, target } satisfies Candidate }
}

describe('a trial on a target', () => {
  const backends = tinyScenario().backends.slice(0, 3)

  it.each(['http', 'https'] as const)('drives a real nginx over %s, and says what can be known', async scheme => {
    await withSite(backends, async site => {
      const plan = planAt(`${site[scheme]}/`, { insecure: true })
      const trial = await targetEngine.run(plan, never)
      const record = trial.record!
      expect(record.size).toBe(plan.workload().size)
      expect(new Set(record.status)).toEqual(new Set([200]))
      // The scenario knows all three, and has a fourth that never answers.
      expect(trial.backends).toEqual(['b1', 'b2', 'b3', 'b4'])
      const counts = [0, 1, 2].map(backend => record.backend.filter(other => other === backend).length)
      expect(counts.reduce((sum, count) => sum + count)).toBe(record.size)
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
      expect(record.appMs.every(ms => ms > 0)).toBe(true)
      expect(record.idealMs.every(Number.isNaN)).toBe(true)
      expect(trial.health).toMatchObject({ balancerUtilisation: undefined, backendUtilisation: undefined })
      expect(trial.health!.achievedPerSecond).toBe(trial.health!.plannedPerSecond)
    })
  })

  it('asks by the name, path, query and headers that the user says, and counts by the header that the user names', async () => {
    await withSite(backends, async site => {
      const url = `${site.https}/api?k=1`
      const settings = { insecure: true, headers: [['X-Key', 'hush']], backendHeader: 'x-seen' } as const
      const { backends: seen, weights, record } = await targetEngine.run(planAt(url, settings), never)
      expect(seen).toEqual([`https localhost ${new URL(url).host} hush /api/?k=1`])
      expect(weights).toEqual([1])
      expect(new Set(record!.backend)).toEqual(new Set([0]))
    })
  })

  it('ends when the user stops it', async () => {
    await withSite(backends, async site => {
      const stop = new AbortController()
      const running = targetEngine.run(planAt(site.http), stop.signal)
      stop.abort(new Error('stopped by the user'))
      await expect(running).rejects.toThrow('stopped by the user')
    })
  })
})

describe('a target that cannot be measured is named in one sentence', () => {
  const failure = (sentence: string) => expect.objectContaining({ code: 'ENGINE_FAILED', message: sentence })

  async function portOf(server: ReturnType<typeof createServer>): Promise<number> {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    return (server.address() as AddressInfo).port
  }

  it('without an address', async () => {
    const sentence = 'http://nowhere.invalid cannot be measured: the name nowhere.invalid has no address'
    await expect(targetEngine.run(planAt('http://nowhere.invalid/'), never)).rejects.toEqual(failure(sentence))
  })

  it('where nobody listens', async () => {
    const server = createServer()
    const port = await portOf(server)
    server.close()
    const origin = `127.0.0.1:${port}`
    await expect(targetEngine.run(planAt(`http://${origin}/x`), never)).rejects.toEqual(
      failure(`http://${origin} cannot be measured: nobody listens on ${origin}`),
    )
  })

  it.each([
    ['server', 'is signed by nobody this machine trusts'],
    ['elsewhere', 'is signed by nobody this machine trusts'],
  ])('with the certificate "%s" of an authority that is not known', async (name, end) => {
    const port = await portOf(createTlsServer(certificate(name)))
    const origin = `https://localhost:${port}`
    await expect(targetEngine.run(planAt(origin), never)).rejects.toEqual(
      failure(`${origin} cannot be measured: the certificate of 127.0.0.1:${port} ${end}`),
    )
  })

  it('which speaks no TLS', async () => {
    const server = createServer(socket => void socket.on('error', () => {}).end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    const port = await portOf(server)
    const origin = `https://127.0.0.1:${port}`
    await expect(targetEngine.run(planAt(origin), never)).rejects.toEqual(
      failure(`${origin} cannot be measured: 127.0.0.1:${port} does not speak TLS`),
    )
  })

  it('which speaks HTTP/2 only', async () => {
    const port = await portOf(createTlsServer({ ...certificate('server'), ALPNProtocols: ['h2'] }))
    const origin = `https://localhost:${port}`
    await expect(targetEngine.run(planAt(origin, { insecure: true }), never)).rejects.toEqual(
      failure(`${origin} cannot be measured: 127.0.0.1:${port} does not speak HTTP/1.1`),
    )
  })

  it('which takes connections and answers nothing', async () => {
    const port = await portOf(
      createServer(socket => void socket.on('error', () => {}).on('data', () => socket.destroy())),
    )
    await expect(targetEngine.run(planAt(`http://127.0.0.1:${port}/`), never)).rejects.toEqual(
      failure(`127.0.0.1:${port} takes connections, but answered none of the warming-up requests`),
    )
  })
})

describe('a target', () => {
  const [target] = [planAt('http://127.0.0.1/').candidate]
  const withBackends = (change: object): Scenario =>
    tinyScenario(({ backends }) => ({ backends: backends.map(spec => ({ ...spec, ...change })) }))

  it('is nobody whose twin anybody knows', () => expect(targetEngine.twinOf!(target!)).toBeNull())

  it('takes scenarios whatever they say of backends and balancer', () => {
    expect(targetEngine.refuses(target!, tinyScenario())).toBeUndefined()
    expect(targetEngine.refuses(target!, withBackends({ cpuShare: 0.5 }))).toBeUndefined()
  })

  it('refuses what it could not bring about: faults and changes of the pool', () => {
    expect(targetEngine.refuses(target!, withBackends({ faults: [{ atMs: 1, kind: 'crash' }] }))).toMatch(
      /faults cannot/,
    )
    const changes = [{ atMs: 1, backend: 0, kind: 'drain' }] as unknown as Scenario['balancer']['changes']
    const scenario = tinyScenario(({ balancer }) => ({ balancer: { ...balancer, changes } }))
    expect(targetEngine.refuses(target!, scenario)).toMatch(/changes of the pool cannot/)
  })
})
