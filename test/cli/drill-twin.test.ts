import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { lbbenchIn } from './lbbench.js'

const folder = mkdtempSync(join(tmpdir(), 'lbbench-drill-twin-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/**
 * One of four backends dies at 5 s; checks find it with the third that fails, and nothing else does. Answers take up to 3.5 s,
 * evenly spread: a busy machine has to stop for a third of a second to make the slowest ones a tenth slower, and for longer
 * until they are too many.
 */
const scenario = `
backends: { count: 4, workers: 200, latency: { uniform: { min: 500ms, max: 3500ms } } }
balancer: { retries: 0, health: { passive: false, active: { interval: 250ms, timeout: 1s, fall: 3, rise: 2 } } }
traffic: { rate: 100, clients: 100, timeout: 8s, sockets: 1024 }
objective: 5s
faults: [{ backends: b4, from: 5s, to: 8s, do: crash }]
run: { duration: 10s, warmup: 4s, rounds: 1, seed: 1 }
`

/**
 * The third check that fails comes 500 to 750 ms after the crash, by chance of when the first one is due: the next is due an
 * interval after the last one has ended, so what each takes adds up. Three windows, and three for a busy machine.
 */
const apartMs = 600

interface Told {
  readonly id: string
  readonly incidents: readonly [
    {
      readonly metrics: Readonly<Record<string, { readonly value: number } | null>>
      readonly atLeast: Readonly<Record<string, number>>
    },
  ]
}

let candidates: readonly Told[]
beforeAll(async () => {
  writeFileSync(join(folder, 'dies.yaml'), scenario)
  const ran = await lbbenchIn(
    { cwd: folder },
    'compare',
    'dies.yaml',
    '-s',
    'rr,virtual:rr',
    '--no-twin',
    '--out',
    'out',
  )
  expect(ran.stderr).not.toContain('error:')
  candidates = JSON.parse(readFileSync(join(folder, 'out', 'results.json'), 'utf8')).candidates
})

const valuesOf = (metric: string): number[] => candidates.map(({ incidents }) => incidents[0].metrics[metric]!.value)

const never = (): number[] =>
  candidates.flatMap(({ incidents: [{ atLeast }] }) => [atLeast.detectionMs!, atLeast.recoveryMs!])

it('finds a dead backend live and in virtual time with the same check', () => {
  expect(candidates.map(({ id }) => id)).toEqual(['rr', 'virtual:rr'])
  const [live, virtual] = valuesOf('detectionMs') as [number, number]
  expect(virtual).toBeGreaterThanOrEqual(500)
  expect(virtual).toBeLessThanOrEqual(800)
  expect(live).toBeGreaterThanOrEqual(500)
  expect(Math.abs(live - virtual)).toBeLessThanOrEqual(apartMs)
})

it('is back at the same time, with the last requests that were sent there', () => {
  const [live, virtual] = valuesOf('recoveryMs') as [number, number]
  const [detected] = valuesOf('detectionMs').slice(1) as [number]
  // Nine failures of a hundred are told from none, and 25 a second are sent there: the last 0.4 s or so of them are too few.
  expect(virtual).toBeGreaterThanOrEqual(detected - 600)
  expect(virtual).toBeLessThanOrEqual(detected)
  expect(live).toBeGreaterThan(0)
  expect(Math.abs(live - virtual)).toBeLessThanOrEqual(apartMs)
  expect(never()).toEqual([0, 0, 0, 0])
})

it('hurts as many', () => {
  const [live, virtual] = valuesOf('hurt') as [number, number]
  // A fourth of two seconds' requests under way, and of those until it is found.
  expect(Math.abs(virtual - 66)).toBeLessThan(4 * Math.sqrt(66))
  expect(Math.abs(live - virtual)).toBeLessThan(0.4 * virtual)
  expect(valuesOf('wrongEjections')).toEqual([0, 0])
})
