import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { freePort } from '../../src/live/listen.js'
import { findProgram } from '../../src/live/programs/find-program.js'
import type { Results } from '../../src/results/results.js'
import { lbbench } from '../cli/lbbench.js'
import { compose, deployFolder, manifests, textOf } from '../deploy/deploy-files.js'
import { listening } from './target-site.js'
import { packageRoot } from './tiny-scenario.js'

/** What examples/deploy describes, run here without containers: same commands, same nginx.conf, other addresses. */

const loopback = '127.0.0.1'
const { services } = compose as { services: Record<string, { command: string[] }> }

function inFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lbbench-deploy-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

function endsWithTest(child: ChildProcess): ChildProcess {
  onTestFinished(async () => {
    if (child.exitCode !== null) return
    child.kill('SIGTERM')
    await once(child, 'exit')
  })
  return child
}

/** `lbbench backend` as a container would run it, on any free port here; resolves to the line it says, and its port. */
async function backend(command: readonly string[]): Promise<{ readonly line: string; readonly port: string }> {
  const here = command.map((word, i) =>
    word === '0.0.0.0' ? loopback : command[i - 1] === '--port' ? '0' : word.replace('/deploy/', deployFolder),
  )
  const child = endsWithTest(spawn(process.execPath, ['bin/lbbench.js', ...here], { cwd: packageRoot }))
  const [line] = (await once(child.stdout!, 'data')) as [Buffer]
  return { line: String(line), port: /:(\d+) /.exec(String(line))![1]! }
}

/** nginx.conf with the addresses that Docker's DNS would give, and other ports. */
async function nginx(backendPorts: readonly string[]): Promise<Record<'8080' | '8081', number>> {
  const folder = inFolder()
  const ports = { 8080: await freePort(0, loopback, 'nginx'), 8081: await freePort(0, loopback, 'nginx') }
  const servers = backendPorts.map(port => `server ${loopback}:${port};`).join(' ')
  const text = textOf('nginx.conf')
    .replaceAll('server backends:8000;', servers)
    .replace(/listen (808[01]);/g, (_, port: '8080' | '8081') => `listen ${loopback}:${ports[port]};`)
    .replaceAll('/tmp/', `${folder}/`)
    .replace('/dev/stderr', `${folder}/error.log`)
  const user = process.getuid?.() === 0 ? 'user root;\n' : ''
  writeFileSync(join(folder, 'nginx.conf'), `${user}daemon off;\n${text}`)
  endsWithTest(spawn(findProgram('nginx')!, ['-c', join(folder, 'nginx.conf')], { stdio: 'ignore' }))
  await Promise.all(Object.values(ports).map(listening))
  return ports
}

it('compose.yaml: three backends, nginx, and a run that tells them apart and weighs them as the scenario says', async () => {
  const started = await Promise.all(['a', 'b', 'c'].map(name => backend(services[name]!.command)))
  for (const { line } of started) expect(line).toContain('(2 workers, lognormal, mean 20.0 ms)')
  const ports = await nginx(started.map(({ port }) => port))
  const out = join(inFolder(), 'out')
  const command = services.generator!.command.map(word =>
    word
      .replace('/deploy/', deployFolder)
      .replace('/reports/latest', out)
      .replace(/balancer:(808[01])/g, (_, port: '8080' | '8081') => `${loopback}:${ports[port]}`),
  )
  const said = await lbbench(...command, '--rounds', '1', '--duration', '500ms', '--warmup', '100ms')
  expect(said.stderr).not.toContain('lbbench:')
  expect(said.status).toBe(0)
  const { candidates, warnings } = JSON.parse(readFileSync(join(out, 'results.json'), 'utf8')) as Results
  expect(candidates).toHaveLength(2)
  for (const { backends, metrics } of candidates) {
    expect(backends.map(({ name }) => name)).toEqual(['a', 'b', 'c'])
    expect(metrics.errorRate!.value).toBe(0)
  }
  const [roundRobin] = candidates
  const requests = roundRobin!.backends.map(one => one.requests)
  expect(Math.max(...requests) - Math.min(...requests)).toBeLessThanOrEqual(2)
  expect(warnings.map(({ code }) => code)).not.toContain('unnamed-backends')
})

interface Container {
  readonly image: string
  readonly args?: readonly string[]
}

it('kubernetes: backends begin as they are told, and the run is one that could begin', async () => {
  const containers = manifests.flatMap(
    one =>
      (one as { spec?: { template?: { spec: { containers: Container[] } } } }).spec?.template?.spec.containers ?? [],
  )
  const [first, run] = containers.filter(({ image }) => image === 'lbbench').map(({ args }) => args!)
  const { line } = await backend(first!.map(word => word.replace('$(POD_NAME)', 'backends-7f9c-x2x4z')))
  expect(line).toContain('backend backends-7f9c-x2x4z is ready')
  expect(line).toContain('(2 workers, lognormal, mean 20.0 ms)')
  const said = await lbbench(...run!.map(word => word.replace('/deploy/', deployFolder)), '--dry-run')
  expect(said.status).toBe(0)
  expect(said.stderr).toContain('target:http://kube-proxy:8000/')
})
