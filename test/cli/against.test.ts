import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { gatingRounds } from '../../src/bench/plan.js'
import type { Results } from '../../src/results/results.js'
import { afterModule, flaw, gitRepository, rotation } from './git-repository.js'
import { lbbenchIn } from './lbbench.js'

const file = './src/mine.ts'
const repository = gitRepository()
/** Where temporary folders go, so that whoever leaves one behind is found out. */
const temporary = mkdtempSync(join(tmpdir(), 'lbbench-against-'))
const commits = { empty: '', good: '', flawed: '' }

beforeAll(() => {
  vi.stubEnv('TMPDIR', temporary)
  // Packages are not in the repository, here of a folder within it; the past finds them all the same.
  repository.write('.gitignore', 'node_modules\n')
  repository.write('src/node_modules/arithmetic/package.json', '{ "type": "module", "exports": "./index.js" }')
  repository.write('src/node_modules/arithmetic/index.js', 'export const sum = (a, b) => a + b\n')
  commits.empty = repository.commit()
  repository.write('src/mine.ts', rotation())
  repository.write('src/after.ts', afterModule)
  // What a release leaves out is a file like any other.
  repository.write('.gitattributes', 'src export-ignore\n')
  commits.good = repository.commit()
  repository.git('tag', 'v1')
  repository.git('branch', 'rr')
  repository.write('src/mine.ts', rotation(flaw))
  commits.flawed = repository.commit()
})
afterEach(() => expect(readdirSync(temporary)).toEqual([]))
afterAll(() => {
  vi.unstubAllEnvs()
  for (const folder of [repository.path, temporary]) rmSync(folder, { recursive: true })
})

const compare = (...argv: string[]) => lbbenchIn({ cwd: repository.path }, 'compare', ...argv)
const virtually = (rounds: string): string[] => ['--engine', 'virtual', '--no-twin', '--rounds', rounds, '--out', 'out']
const inVirtual = virtually('3')
/** To fail takes a level of 1 % over all gates; each trial of a file has a thread of its own, so that rounds are dear. */
const enough = virtually('5')
const results = (): Results => JSON.parse(readFileSync(join(repository.path, 'out/results.json'), 'utf8'))
const fair = (old: string): string => `${file}.maxOverMean <= 1.01 * ${old}.maxOverMean`

describe('against a git revision, in virtual time', () => {
  it('a flaw planted since fails', async () => {
    const said = await compare('-s', file, '--against', 'HEAD~1', ...enough, '--gate', fair(`${file}@HEAD~1`))
    expect(said.stderr).toContain(`${file} is held against ${file}@HEAD~1 (commit ${commits.good.slice(0, 10)})`)
    expect(said.stderr).not.toContain('equal code')
    expect(said.status).toBe(1)
    expect(said.stdout).toContain(`fail: ${file}.maxOverMean`)
    const { candidates, verdicts, environment } = results()
    expect(candidates.map(({ id }) => id)).toEqual([`${file}@HEAD~1`, file])
    expect(verdicts.map(({ gate }) => gate)).toEqual([
      fair(`${file}@HEAD~1`),
      `${file}.p50 <= 1.1 * ${file}@HEAD~1.p50`,
      `${file}.p99 <= 1.1 * ${file}@HEAD~1.p99`,
      `${file}.errorRate <= ${file}@HEAD~1.errorRate + 0.1%`,
      `${file}.maxOverMean <= ${file}@HEAD~1.maxOverMean + 0.015`,
      `${file} and ${file}@HEAD~1 in virtual time`,
    ])
    expect(verdicts[5]).toMatchObject({
      judgement: 'pass',
      reason: expect.stringMatching(
        /^\.\/src\/mine\.ts differs from \.\/src\/mine\.ts@HEAD~1 since request \d+ of round 1 \(due .+, client 10\..+\): b\d instead of b\d \(in 5 of 5 rounds\); told, not judged$/,
      ),
    })
    // By the gate that was asked for, and by the one that those who look at no load are given.
    expect([verdicts[0], verdicts[4]].map(one => one!.judgement)).toEqual(['fail', 'fail'])
    const [old, now] = candidates.map(({ source }) => source!)
    expect(old!.file).toBe(`${file}@HEAD~1`)
    expect(old!.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(old!.sha256).not.toBe(now!.sha256)
    // Tomorrow HEAD~1 is another commit.
    expect(environment.command).not.toContain('HEAD')
    expect(environment.command).toContain(`--against ${commits.good}`)
    expect(environment.command).toContain(`${file}@${commits.good}.maxOverMean'`)
  })

  it('the command that repeats it does', async () => {
    const words = ['-s', file, '--against', commits.good, ...enough, '--gate', fair(`${file}@${commits.good}`)]
    expect((await compare(...words)).status).toBe(1)
  })

  it('equal code is said to be, and never fails', async () => {
    const said = await compare('-s', `${file},rr`, '--against', 'HEAD', ...inVirtual, '--gate', fair(`${file}@HEAD`))
    expect(said.stderr).toContain(`${file} and its folder are as they were then: equal code`)
    expect(said.status).toBe(0)
    const [old, now, rr] = results().candidates
    expect([old, now, rr].map(one => one!.id)).toEqual([`${file}@HEAD`, file, 'rr'])
    expect(old!.rounds.map(({ metrics }) => metrics)).toEqual(now!.rounds.map(({ metrics }) => metrics))
    expect(results().verdicts.every(({ judgement }) => judgement === 'pass')).toBe(true)
    expect(results().verdicts.at(-1)!.reason).toMatch(
      /^\.\/src\/mine\.ts decides as \.\/src\/mine\.ts@HEAD: the same \d+ decisions in 3 rounds$/,
    )
  })

  it('an import that changed is code that changed', async () => {
    repository.write('src/after.ts', `${afterModule}\n// changed\n`)
    const said = await compare('-s', file, '--against', 'HEAD', '--engine', 'virtual', '--dry-run')
    repository.write('src/after.ts', afterModule)
    expect(said.stderr).not.toContain('equal code')
    expect(said.status).toBe(0)
  })

  it('shares are not held where the old or the new one looks at load', async () => {
    const { stderr: both } = await compare('-s', file, '--against', 'v1', '--engine', 'virtual', '--dry-run')
    expect(both).toContain('so its shares are held as well')
    repository.write('src/mine.ts', rotation().replace('knows: []', "knows: ['weights', 'in flight']"))
    const { stderr } = await compare('-s', file, '--against', 'v1', '--engine', 'virtual', '--dry-run')
    repository.git('checkout', '--quiet', '--', 'src/mine.ts')
    expect(stderr).toContain('is held against')
    expect(stderr).not.toContain('shares')
  })

  it('each candidate of a file has an old self, with its options and label', async () => {
    const list = `${file}?step=3,virtual:${file}#b,lc`
    const { status, stderr } = await compare('-s', list, '--against', 'git:rr', ...inVirtual, '--dry-run')
    expect(status).toBe(0)
    expect(stderr).toContain(
      `candidates  ${file}?step=3@rr, virtual:${file}#b@rr, ${file}?step=3, virtual:${file}#b, lc`,
    )
  })

  it('--max-regression is what is still fine', async () => {
    const words = ['-s', file, '--against', 'v1', ...inVirtual]
    await compare(...words, '--max-regression', '25%')
    expect(results().verdicts[1]!.gate).toBe(`${file}.p99 <= 1.25 * ${file}@v1.p99`)
    expect(results().environment.command).toContain('--max-regression 25%')
    expect((await compare(...words, '--max-regression', 'much')).status).toBe(2)
  })

  it.each([
    [
      ['-s', file, '--against', 'nothing-of-that'],
      'no such revision in the git repository of ./src/mine.ts',
      'git log',
    ],
    [['-s', file, '--against', 'p2d'], 'no such candidate', 'did you mean "p2c"?'],
    [['-s', file, '--against', 'HEAD~2'], `${file} did not exist at that revision`, 'git show HEAD~2:OLD-NAME'],
    [['--against', 'v1'], 'a revision is for strategies in files of your own', 'name one'],
    [['-s', file, '--against', './none.ts'], 'there is no file ./none.ts', ''],
    [['-s', file, '--against', file], 'there is no other candidate to hold against it', `${file}#2`],
    [['--against', file], 'nobody says what to hold against it', '--strategies ./mine.ts'],
    [['-s', file, '--against', 'ideal'], 'no other candidate in the same world', ''],
    [['-s', file, '--against', 'v1', '--rounds', '2'], 'cannot be judged by 2 live rounds', `--rounds ${gatingRounds}`],
    [['-s', `${file}?stride=2`, '--against', 'v1'], 'stride', ''],
    [['-s', file, '--max-regression', '5%'], '--max-regression goes with --against', ''],
  ])('%j: %s', async (argv, message, hint) => {
    const { status, stdout, stderr } = await compare(...argv, '--dry-run')
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain(message)
    expect(stderr).toContain(hint)
  })

  it('an option that was not there yet is told', async () => {
    repository.write('src/mine.ts', rotation().replace('step: {', 'stride: { summary: "x", default: 1 }, step: {'))
    const { status, stderr } = await compare('-s', `${file}?stride=2`, '--against', 'HEAD', '--dry-run')
    repository.git('checkout', '--quiet', '--', 'src/mine.ts')
    expect(status).toBe(2)
    expect(stderr).toContain('--against HEAD: at that revision, ')
  })

  it('a file that was broken then is told by its place', async () => {
    repository.write('src/mine.ts', 'const a: = 1')
    repository.commit()
    repository.write('src/mine.ts', rotation())
    const { status, stderr } = await compare('-s', file, '--against', 'HEAD', '--dry-run')
    repository.git('reset', '--quiet', '--hard', 'HEAD~1')
    expect(status).toBe(2)
    expect(stderr).toContain(`${file}@HEAD:1:10 does not parse`)
  })

  it('a missing git is told', async () => {
    const path = process.env.PATH
    vi.stubEnv('PATH', '/nowhere')
    const { status, stderr } = await compare('-s', file, '--against', 'v1', '--dry-run')
    vi.stubEnv('PATH', path)
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringContaining('there is no git on this machine'),
    })
  })

  it('a file in no repository is told', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'lbbench-outside-'))
    const words = ['-s', './x.mjs', '--against', 'HEAD', '--dry-run']
    await lbbenchIn({ cwd: outside }, 'init', 'strategy', './x.mjs')
    const { status, stderr } = await lbbenchIn({ cwd: outside }, 'compare', ...words)
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringContaining('./x.mjs is in no git repository'),
    })
    rmSync(outside, { recursive: true })
  })

  it('leaves index and working tree alone', async () => {
    repository.write('src/after.ts', `${afterModule}\n// staged\n`)
    repository.git('add', 'src/after.ts')
    repository.write('src/new.ts', '')
    const before = repository.git('status', '--porcelain')
    expect((await compare('-s', file, '--against', 'v1', '--dry-run')).status).toBe(0)
    expect(repository.git('status', '--porcelain')).toBe(before)
    repository.git('reset', '--quiet', '--hard')
    rmSync(join(repository.path, 'src/new.ts'))
  })
})

describe('against a file or a candidate', () => {
  it('each other one is held against it', async () => {
    repository.write('old.ts', rotation().replace('./after.ts', './src/after.ts'))
    const said = await compare(
      '-s',
      `rr,${file}`,
      '--against',
      './old.ts',
      ...virtually('8'),
      '--gate',
      fair('./old.ts'),
    )
    rmSync(join(repository.path, 'old.ts'))
    expect(said.status).toBe(1)
    expect(results().candidates.map(({ id }) => id)).toEqual(['./old.ts', 'rr', file])
    expect(results().verdicts.map(({ gate }) => gate)).toEqual([
      fair('./old.ts'),
      ...['rr', file].flatMap(id => [
        `${id}.p50 <= 1.1 * ./old.ts.p50`,
        `${id}.p99 <= 1.1 * ./old.ts.p99`,
        `${id}.errorRate <= ./old.ts.errorRate + 0.1%`,
      ]),
      `${file}.maxOverMean <= ./old.ts.maxOverMean + 0.015`,
      `${file} and ./old.ts in virtual time`,
    ])
  })

  it('one that runs anyway runs once, and first', async () => {
    const { stderr } = await compare('-s', 'lc,rr', '--against', 'rr', '--dry-run')
    expect(stderr).toContain('candidates  rr, lc\n')
  })

  it('who runs in the other world is not', async () => {
    const { stderr } = await compare('-s', 'lc,virtual:lc', '--against', 'rr', '--dry-run')
    expect(stderr).toContain('virtual:lc is not: ')
  })
})

describe('rounds', () => {
  it.each([
    [['--against', 'rr'], `plan        ${gatingRounds} rounds`],
    [['--against', 'rr', '--rounds', '4'], 'plan        4 rounds'],
    [['--against', 'rr', '--engine', 'virtual'], `plan        ${gatingRounds} rounds`],
    [[], 'plan        3 rounds'],
  ])('%j: %s', async (argv, plan) => {
    const { status, stderr } = await compare('steady', '-s', 'rr,lc', ...argv, '--dry-run')
    expect(status).toBe(0)
    expect(stderr).toContain(plan)
  })
})
