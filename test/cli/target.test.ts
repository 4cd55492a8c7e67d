import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import type { Results } from '../../src/results/results.js'
import { withSite } from '../process/target-site.js'
import { packageRoot, tinyScenario } from '../process/tiny-scenario.js'
import { lbbench } from './lbbench.js'

const { backends } = tinyScenario()
const pods = backends.map((spec, i) => ({ ...spec, name: `pod-${i + 1}` }))
const short = ['--rate', '100', '--duration', '400ms', '--warmup', '100ms', '--rounds', '1']
const authority = fileURLToPath(new URL('../load/data/authority.pem', import.meta.url))

function newFolder(): string {
  return join(mkdtempSync(join(tmpdir(), 'lbbench-')), 'out')
}

const resultsIn = (folder: string): Results => JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8')) as Results

it('a target that is there is measured beside ours; one that is not is stopped; no secret is in any file', async () => {
  await withSite(pods, async site => {
    const folder = newFolder()
    const list = `target:${site.http}/,target:http://127.0.0.1:1/,rr`
    const secret = ['--target-header', 'Authorization: Bearer hush']
    const said = await lbbench('compare', '--strategies', list, ...short, ...secret, '--out', folder)
    expect(said.status).toBe(3)
    const { candidates, stopped, environment, ideal } = resultsIn(folder)
    expect(candidates.map(({ id }) => id)).toEqual([`target:${site.http}/`, 'rr'])
    expect(stopped).toMatchObject([
      { candidate: 'target:http://127.0.0.1:1/', reason: expect.stringContaining('nobody listens') },
    ])
    const [target] = candidates
    expect(target!.backends.map(({ name }) => name)).toEqual(['pod-1', 'pod-2', 'pod-3', 'pod-4'])
    expect(target).toMatchObject({ strategy: 'unknown', twin: null, overIdeal: null, software: null })
    expect(target!.guard).toMatchObject({ balancerUtilisation: null, backendUtilisation: null, overheadMeanMs: null })
    expect(ideal).not.toBeNull()
    expect(environment.command).toContain("--target-header 'Authorization: ***'")
    const files = readdirSync(folder).map(name => readFileSync(join(folder, name), 'utf8'))
    for (const text of [said.stdout, said.stderr, ...files]) expect(text).not.toContain('hush')
    expect(said.stdout.replace(/\s+/g, ' ')).toContain('was there already: backends and settings are its own')
  })
})

it('a run of targets alone has no ideal to hold them against, and no overload of backends nobody knows', async () => {
  await withSite(pods, async site => {
    const folder = newFolder()
    const flags = [...short, '--workers', '1', '--backends', '1', '--out', folder]
    const said = await lbbench('compare', '--strategies', `target:${site.http}`, ...flags)
    expect(said.status).toBe(0)
    const { ideal, scenario, warnings } = resultsIn(folder)
    expect(ideal).toBeNull()
    expect(scenario.offeredLoad).toBeGreaterThan(1)
    expect(warnings.map(({ code }) => code)).not.toContain('overload')
  })
})

it.each([
  ['server', 0, undefined],
  ['elsewhere', 3, 'is for other names (DNS:elsewhere.test)'],
  ['expired', 3, 'is not valid at this time'],
])('a certificate "%s" of an authority that Node was told of: %i', async (name, status, sentence) => {
  await withSite(
    pods,
    async site => {
      const folder = newFolder()
      const args = ['compare', '--strategies', `target:${site.https}/`, ...short, '--out', folder]
      const { status: ended, stdout } = await runWith({ NODE_EXTRA_CA_CERTS: authority }, args)
      expect(ended).toBe(status)
      if (sentence !== undefined) expect(stdout.replace(/\s+/g, ' ')).toContain(sentence)
      else expect(resultsIn(folder).candidates[0]!.metrics.errorRate!.value).toBe(0)
    },
    name,
  )
})

async function runWith(env: Record<string, string>, args: readonly string[]) {
  const child = spawn(process.execPath, ['bin/lbbench.js', ...args], {
    cwd: packageRoot,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let stdout = ''
  child.stdout.on('data', chunk => {
    stdout += chunk
  })
  const [status] = (await once(child, 'close')) as [number | null]
  return { status, stdout }
}
