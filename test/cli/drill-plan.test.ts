import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lbbench } from './lbbench.js'

const yaml = (faults: string): string => `name: bad-day
backends: { count: 20, workers: 2, latency: 10ms }
traffic: { rate: 100/s }
run: { duration: 10s, warmup: 0s, rounds: 3 }
faults:
${faults}`

function written(faults: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'lbbench-drill-')), 'bad-day.yaml')
  writeFileSync(path, yaml(faults))
  return path
}

const faults = `  - { backends: b4, from: 2s, to: 50%, do: crash }
  - { from: 6s, to: 8s, surge: 3x, name: rush }
`
const told = '  incident    crash: b4, 2s to 5s\n  incident    rush (surge): 6s to 8s\n'

test('check says what will happen and when', async () => {
  const said = await lbbench('check', written(faults))
  expect(said).toMatchObject({ status: 0, stderr: '' })
  expect(said.stdout).toContain(told)
  expect(said.stdout).toContain('  backends    20 x 2 workers')
})

test('so does the plan of a comparison', async () => {
  const said = await lbbench('compare', written(faults), '--dry-run')
  expect(said).toMatchObject({ status: 0, stdout: '' })
  expect(said.stderr).toContain(told)
})

test('and what the objective is, with a caution where nobody waits that long', async () => {
  const objective = '  - { from: 6s, to: 8s, surge: 3x }\nobjective: '
  expect((await lbbench('check', written(`${objective}200ms\n`))).stdout).toContain(
    '  objective   a good answer takes 0.2s at most\n  ',
  )
  expect((await lbbench('check', written(`${objective}200ms\n`))).stdout).not.toContain('before the objective')
  const said = await lbbench('check', written(`${objective}200s\n`))
  expect(said.status).toBe(0)
  expect(said.stdout.replaceAll(/\s+/g, ' ')).toContain(
    'caution clients give up after 2s, before the objective: no answer can miss it; say less than the timeout',
  )
})

test('a plan says that there will be next to no requests, and a run without any ends with 3', async () => {
  const flags = ['compare', 'steady', '-s', 'rr,lc', '--engine', 'virtual', '--rounds', '1', '--duration', '1ms']
  const out = join(mkdtempSync(join(tmpdir(), 'lbbench-none-')), 'out')
  const said = await lbbench(...flags, '--rate', '1/s', '--out', out)
  expect(said.stderr.replaceAll(/\s+/g, ' ')).toContain(
    'caution about 0.001 requests are due in a round, and a median takes 20: raise the rate, or run longer',
  )
  expect(said.stdout).toContain('[no-requests]')
  expect(said.status).toBe(3)
})

test('a plan says who runs live beside virtual time', async () => {
  const said = await lbbench('compare', 'steady', '-s', 'rr,embedded:lc', '--engine', 'virtual', '--dry-run')
  expect(said.stderr).toContain('  worlds      embedded:lc runs live, by the clock; all others in virtual time\n')
  const alone = await lbbench('compare', 'steady', '-s', 'rr,lc', '--engine', 'virtual', '--dry-run')
  expect(alone.stderr).not.toContain('worlds')
})

test('a plan fits on a screen', async () => {
  const many = Array.from(
    { length: 20 },
    (_, k) => `  - { backends: b${k + 1}, from: ${k * 100}ms, to: 9s, do: crash }\n`,
  )
  const { stdout } = await lbbench('check', written(many.join('')))
  expect(stdout.match(/^ {2}incident/gm)).toHaveLength(12)
  expect(stdout).toContain('  incident    and 9 more\n')
})
