import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { freePort } from '../../src/live/listen.js'
import { checkRedis } from '../../src/live/sessions/check-redis.js'
import { installedRedis } from '../../src/live/sessions/redis-server.js'
import { lbbench } from '../cli/lbbench.js'
import { packageRoot } from './tiny-scenario.js'

/** `lbbench backend` as a process of its own. */
function start(...flags: string[]) {
  return startIn({}, ...flags)
}

async function startIn(env: Record<string, string>, ...flags: string[]) {
  const options = { cwd: packageRoot, env: { ...process.env, ...env } }
  const child = spawn(process.execPath, ['bin/lbbench.js', 'backend', ...flags], options)
  let stderr = ''
  child.stderr.on('data', chunk => {
    stderr += chunk
  })
  const ended = once(child, 'exit') as Promise<[number | null, string | null]>
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  const first = await Promise.race([once(child.stdout, 'data').then(([chunk]) => String(chunk)), ended])
  const line = typeof first === 'string' ? first : ''
  const url = /http:\S+/.exec(line)?.[0] ?? ''
  return { child, ended, line, url, stderr: () => stderr }
}

/** The URL of a Redis of the test's own. */
async function redis(): Promise<{ url: string; end(): void }> {
  const port = await freePort(0, '127.0.0.1', 'Redis')
  const server = spawn(installedRedis()!, ['--port', String(port), '--save', ''], { cwd: tmpdir(), stdio: 'ignore' })
  const end = (): void => void server.kill('SIGKILL')
  onTestFinished(end)
  const url = `redis://127.0.0.1:${port}`
  await checkRedis(url, 10_000)
  return { url, end }
}

function scenarioFile(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'lbbench-')), 'own.yaml')
  writeFileSync(path, text)
  return path
}

describe('lbbench backend', () => {
  it('says where it is, answers with its name and its times, and ends in good order', async () => {
    const { child, ended, line, url, stderr } = await start('--port', '0', '--name', 'a', '--latency', '1ms')
    expect(line).toMatch(/^backend a is ready on http:\/\/127\.0\.0\.1:\d+ \(2 workers, constant 1\.0+ ms\)\n$/)
    const answer = await fetch(`${url}/anything`)
    expect(answer.headers.get('x-lbbench-backend')).toBe('a')
    expect(answer.headers.get('server-timing')).toBe('queue;dur=0.000, app;dur=1.000, ideal;dur=1.000')
    child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
    expect(stderr()).toBe('')
  })

  it('answers /health in no time, though every other request takes a second', async () => {
    const { url } = await start('--port', '0', '--name', 'a', '--latency', '1s')
    const answer = await fetch(`${url}/health?full=1`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('server-timing')).toContain('app;dur=0.000')
  })

  it('on SIGINT answers the requests that are here, and takes no others', async () => {
    const { child, ended, url } = await start('--port', '0', '--name', 'a', '--latency', '20ms', '--workers', '1')
    // "100 Continue" says that the head has been read, so the request is here when the signal comes.
    const sent = [1, 2, 3].map(() => request(url, { method: 'POST', headers: { expect: '100-continue' } }))
    for (const one of sent) one.flushHeaders()
    await Promise.all(sent.map(one => once(one, 'continue')))
    child.kill('SIGINT')
    const answers = sent.map(async one => {
      const [answer] = (await once(one.end('body'), 'response')) as [IncomingMessage]
      answer.resume()
      return [answer.statusCode, answer.headers.connection]
    })
    expect(await Promise.all(answers)).toEqual([1, 2, 3].map(() => [200, 'close']))
    expect(await ended).toEqual([0, null])
    await expect(fetch(url)).rejects.toThrow()
  })

  it('tells its metrics where it is asked to', async () => {
    const { child, ended, line, url } = await start(
      ...['--port', '0', '--name', 'a', '--latency', '1ms', '--metrics-port', '0'],
    )
    const metrics = /^its metrics are on (http:\/\/127\.0\.0\.1:\d+\/metrics)$/m.exec(line)![1]!
    for (const path of ['/1', '/2', '/health']) await fetch(url + path)
    const text = await (await fetch(metrics)).text()
    expect(text).toContain('lbbench_backend_requests_total{backend="a",outcome="answer"} 2\n')
    expect(text).toContain('lbbench_backend_health_checks_total{backend="a"} 1\n')
    expect(text).toContain('lbbench_backend_service_seconds_bucket{backend="a",le="0.001"} 2\n')
    child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
  })

  it('leaves at once where the port of its metrics is taken', async () => {
    const server = createServer()
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address() as { port: number }
    const { ended, stderr } = await start(...['--port', '0', '--name', 'a', '--metrics-port', String(port)])
    expect(await ended).toEqual([3, null])
    expect(stderr()).toContain(`the metrics port cannot listen on 127.0.0.1:${port}: the port is taken`)
  })

  it('is the backend of that name in a scenario, with its failures', async () => {
    const path = scenarioFile(`
backends:
  - { name: good, latency: 1ms }
  - { name: sick, latency: 1ms, workers: 3, failures: { errors: 100%, status: 503 } }
traffic: { rate: 10 }
`)
    const { line, url } = await start('--port', '0', '--name', 'sick', '--scenario', path)
    expect(line).toContain('(3 workers, constant 1.00 ms, 100% answer 503)')
    expect((await fetch(url)).status).toBe(503)
  })

  it('keeps sessions where the environment says, so that another backend knows them', async () => {
    const env = { LBBENCH_SESSION_STORE: 'signed-cookie', LBBENCH_SESSION_SECRET: 'of all' }
    const [a, b, c] = await Promise.all([
      startIn(env, '--port', '0', '--name', 'a', '--latency', '1ms'),
      startIn(env, '--port', '0', '--name', 'b', '--latency', '1ms'),
      startIn({ ...env, LBBENCH_SESSION_SECRET: 'other' }, '--port', '0', '--name', 'c', '--latency', '1ms'),
    ])
    const login = await fetch(a.url, { headers: { 'x-lbbench-session': 'login' } })
    expect([login.status, login.headers.get('x-lbbench-session')]).toEqual([200, 'new'])
    const cookie = login.headers.get('set-cookie')!.split(';')[0]!
    const need = async (url: string): Promise<unknown[]> => {
      const answer = await fetch(url, { headers: { 'x-lbbench-session': 'need', cookie } })
      return [answer.status, answer.headers.get('x-lbbench-session')]
    }
    expect(await need(b.url)).toEqual([200, 'kept'])
    expect(await need(c.url)).toEqual([401, 'lost'])
  })

  it('lets go of its Redis: ends when told to, and where its ports are taken', async () => {
    const { url, end } = await redis()
    const env = { LBBENCH_SESSION_STORE: 'redis', LBBENCH_REDIS_URL: url }
    const a = await startIn(env, '--port', '0', '--name', 'a', '--latency', '1ms')
    const login = await fetch(a.url, { headers: { 'x-lbbench-session': 'login' } })
    expect([login.status, login.headers.get('x-lbbench-session')]).toEqual([200, 'new'])
    const { port } = new URL(a.url)
    const taken = await startIn(env, '--port', port, '--name', 'b')
    expect(await taken.ended).toEqual([3, null])
    const mistyped = await startIn(env, '--port', '0', '--name', 'b', '--metrics-port', 'nine')
    expect(await mistyped.ended).toEqual([2, null])
    end()
    const again = await fetch(a.url, { headers: { 'x-lbbench-session': 'login' } })
    expect([again.status, again.headers.get('x-lbbench-session')]).toEqual([500, 'failed'])
    a.child.kill('SIGTERM')
    expect(await a.ended).toEqual([0, null])
  })

  it('says in one sentence that the port is taken, with status 3', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    onTestFinished(() => void taken.close())
    const { port } = taken.address() as { port: number }
    const { ended, stderr } = await start('--port', String(port), '--name', 'a')
    expect(await ended).toEqual([3, null])
    expect(stderr()).toContain(`lbbench: backend a cannot listen on 127.0.0.1:${port}: the port is taken\n`)
  })

  const wrong: readonly (readonly [string[], string])[] = [
    [['--name', 'a'], 'backend: --port is missing'],
    [['--port', '1'], 'backend: --name is missing'],
    [['--port', '8x', '--name', 'a'], '--port 8x: expected a whole number from 0 to 65535'],
    [['--port', '70000', '--name', 'a'], '--port 70000: expected a whole number from 0 to 65535'],
    [['--port', '0', '--name', 'a b'], '--name a b: expected a name of letters, digits'],
    [['--port', '0', '--name', 'a', '--latency', '20'], '--latency 20: '],
    [
      ['--port', '0', '--name', 'slw', '--scenario', 'uneven'],
      'scenario uneven has no backend "slw"; did you mean "slow"?',
    ],
  ]
  it.each(wrong)('refuses %j', async (flags, sentence) => {
    const said = await lbbench('backend', ...flags)
    expect(said).toMatchObject({ status: 2, stdout: '' })
    expect(said.stderr).toContain(`lbbench: ${sentence}`.replace('lbbench: --latency', '--latency'))
  })
})
