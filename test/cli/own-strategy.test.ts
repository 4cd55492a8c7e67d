import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Results } from '../../src/results/results.js'
import { lbbench } from './lbbench.js'

const file = './test/own/data/misbehaving.ts'
const folder = mkdtempSync(join(tmpdir(), 'lbbench-own-'))
afterAll(() => rmSync(folder, { recursive: true }))

const quick = ['--no-twin', '--rounds', '1', '--duration', '1s', '--warmup', '0s', '--out', folder]

/** What it does, and how that is said; the rest of what a pick must not be is in test/own/guarded.test.ts. */
const bugs: [string, RegExp][] = [
  ['throw', /threw "boom" in pick at \.\/test\/own\/data\/misbehaving\.ts:60:\d+ \(request 20, /],
  [
    'start',
    /threw "cannot start" in start at \.\/test\/own\/data\/misbehaving\.ts:12:\d+ \(before the first request\)/,
  ],
  ['answered', /threw "a word" in answered \(request \d+, /],
  ['no chooser', /returned no chooser from start/],
  ['nan', /picked NaN, where the index of a backend is due \(request 20, /],
  ['promise', /picked a promise, where the index of a backend is due/],
  ['nobody', /picked none \(-1\), though b1 is available/],
]
/** These take the thread, or the process, with them. */
const hard: [string, RegExp, RegExp][] = [
  [
    'loop',
    /does not come back from pick within 5 s \(request 20\)/,
    /blocks: the balancer it runs in did not answer for 5 s/,
  ],
  ['leak', /uses more than 512 MB of memory \(request \d+\)/, /uses more than 512 MB of memory/],
  ['exit', /ended its own thread \(process\.exit\?\) \(request 20\)/, /ended the balancer it runs in: exit status 0/],
  ['later', /threw "boom" outside of any call/, /ended the balancer it runs in: exit status 1, Error: boom/],
]

type Bug = readonly [bug: string, reason: RegExp]
const hardIn = (world: 'virtual' | 'live') =>
  hard.map(([bug, inVirtual, live]): Bug => [bug, world === 'virtual' ? inVirtual : live])
const idOf = (bug: string) => `${file}?bug=${bug}`

const blameless = idOf('none')

async function compare(engine: string, ids: readonly string[], ...more: string[]) {
  const said = await lbbench('compare', '--engine', engine, '-s', ['rr', blameless, ...ids].join(), ...quick, ...more)
  const results = JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8')) as Results
  return { said, results }
}

/** One comparison of all that go wrong: it goes on without them, and says so wherever it says anything. */
function describeStopped(engine: string, wrong: readonly Bug[], gates: readonly string[], status: number) {
  describe(`${engine}: what goes wrong, in a call or with all there is around it`, () => {
    let run: Awaited<ReturnType<typeof compare>>
    beforeAll(async () => {
      run = await compare(
        engine,
        wrong.map(([bug]) => idOf(bug)),
        ...gates,
      )
    }, 120_000)

    it.each(wrong)('%s is stopped', (bug, reason) => {
      const of = run.results.stopped.filter(({ candidate }) => candidate === idOf(bug))
      expect(of).toEqual([{ candidate: idOf(bug), round: 0, reason: expect.stringMatching(reason) }])
      expect(run.said.stdout).toContain(`Stopped: ${idOf(bug)} in round 1`)
      expect(readFileSync(join(folder, 'report.md'), 'utf8')).toContain(`Stopped: ${idOf(bug)} `)
      const csv = readFileSync(join(folder, 'results.csv'), 'utf8').split('\n')
      expect(csv.filter(line => line.includes(idOf(bug)) && /,stopped,1,,,0$/.test(line))).toHaveLength(1)
    })

    it('the others go on, a strategy of the user as one of ours', () => {
      const [rr, own] = run.results.candidates
      expect(run.results.candidates.map(({ id, rounds }) => [id, rounds.length])).toEqual([
        ['rr', 1],
        [blameless, 1],
      ])
      expect(run.results.complete).toBe(true)
      expect(rr!.source).toBeNull()
      expect(own).toMatchObject({
        strategy: 'misbehaving',
        source: { file, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
        metrics: { errorRate: { value: 0 } },
      })
    })

    it(`fails the gates about it, and ends with ${status}`, () => {
      expect(run.said.status).toBe(status)
      const failed = run.results.verdicts.filter(({ judgement }) => judgement === 'fail')
      expect(failed).toHaveLength(gates.length === 0 ? 0 : wrong.length)
      for (const { reason } of failed) expect(reason).toContain(' was stopped in round 1: ')
    })
  })
}

describeStopped('virtual', [...bugs, ...hardIn('virtual')], ['--gate', 'p99 < 1h'], 1)
const liveToo = bugs.filter(([bug]) => ['throw', 'start', 'answered', 'nan'].includes(bug))
describeStopped('embedded', [...liveToo, ...hardIn('live')], [], 3)

describe('a strategy of the user, in virtual time', () => {
  it.each([
    ['sweep', ['--load', '20%..40%', '--steps', '2', '--requests', '1000', '--rounds', '1', '--no-ideal']],
    ['route', ['-b', 'a=10.0.0.1:80,b=10.0.0.2:80', '--requests', '3']],
  ])(
    'can be used by %s',
    async (command, more) => {
      const flag = command === 'route' ? '--strategy' : '--strategies'
      expect(await lbbench(command, flag, './test/own/data/named.mjs?alpha=2', ...more)).toMatchObject({ status: 0 })
      expect(await lbbench(command, flag, './test/own/data/named.mjs?alpha=20', ...more)).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('option "alpha" of named must be a number from 0 to 10, not "20"'),
      })
      const failed = await lbbench(command, flag, `${file}?bug=nan&at=1`, ...more)
      expect(failed).toMatchObject({ status: 3, stderr: expect.stringContaining('picked NaN') })
    },
    90_000,
  )

  it('is described by list', async () => {
    const said = await lbbench('list', '--strategies', 'lc,./test/own/data/named.mjs')
    expect(said.stdout).toMatch(/^lc .*\n[\s\S]*^named +the first one\n +needs weights\n +\?alpha=0\.5: a number\n/m)
  })
})

// Side by side: most of it is waiting for the end of patience.
describe.concurrent('what waits for ever', () => {
  it('a strategy that routes for ever is stopped', async () => {
    const said = await lbbench('route', '-s', `${file}?bug=loop&at=2`, '-b', 'a=10.0.0.1:80,b=10.0.0.2:80')
    expect(said).toMatchObject({ status: 3, stderr: expect.stringContaining('does not come back from pick') })
  })

  it.each([
    ['endless', 'for (;;) continue', 'does not come back from load within 15 s'],
    ['exits', 'process.exit(0)', 'ended its own thread'],
    ['waits', 'await new Promise(() => undefined)', 'is still loading after 10 s'],
    ['five', 'export default 5', 'is not a strategy'],
    ['unread', 'const a: = 1', 'unread.mts:1:10 does not parse'],
  ])('%s: %s', async (name, text, message) => {
    const path = join(folder, `${name}.mts`)
    writeFileSync(path, text)
    const said = await lbbench('compare', '--engine', 'virtual', '-s', path, '--dry-run')
    expect(said).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining(message) })
  })
})
