import { describe, expect, it } from 'vitest'
import type { Io } from '../../src/cli/io.js'
import { news, withLoudness } from '../../src/cli/loudness.js'
import { temporaryFolder } from '../trace/temporary-traces.js'
import { lbbench } from './lbbench.js'

const short = ['--rounds', '2', '--duration', '1s', '-e', 'virtual', '-s', 'rr,lc']

describe('how loud a command is', () => {
  const heard: string[] = []
  const io = { stderr: { write: (text: string) => heard.push(text) } } as unknown as Io

  it('is what the flags say; a plan that is asked for is always told', () => {
    expect(withLoudness({}, io).loudness).toBe('normal')
    expect(withLoudness({ quiet: true }, io).loudness).toBe('quiet')
    expect(withLoudness({ quiet: true, 'dry-run': true }, io).loudness).toBe('normal')
    expect(withLoudness({ verbose: true }, io).loudness).toBe('verbose')
  })

  it('keeps news to itself where it is to be quiet', () => {
    for (const loudness of ['quiet', 'normal', 'verbose'] as const) news({ ...io, loudness }, loudness)
    expect(heard).toEqual(['normal', 'verbose'])
  })
})

describe('--quiet', () => {
  const folder = temporaryFolder()

  it('leaves nothing but results, and no word of where they are', async () => {
    const said = await lbbench('compare', ...short, '--quiet', '-o', folder)
    expect(said).toMatchObject({ status: 0, stderr: '' })
    expect(said.stdout).toContain('p99')
  })

  it('says what went wrong all the same', async () => {
    const { status, stderr } = await lbbench('compare', 'stead', ...short, '-q')
    expect(status).toBe(2)
    expect(stderr).toMatch(/^lbbench: .*stead/)
  })

  it.each([
    ['sweep', '--load', '40%..80%', '--steps', '2', '--requests', '2k', '--rounds', '2'],
    ['capacity', '--slo', 'p99 <= 400ms', '-s', 'rr', '--requests', '2k', '--rounds', '2', '--tolerance', '20%'],
  ])('holds for %s', async (...argv) => {
    const said = await lbbench(...argv, '--quiet')
    expect(said).toMatchObject({ status: 0, stderr: '' })
    expect(said.stdout).not.toBe('')
  })

  it('contradicts --verbose', async () => {
    const { status, stderr } = await lbbench('compare', '-q', '-v')
    expect(status).toBe(2)
    expect(stderr).toBe('lbbench: --quiet and --verbose contradict each other\n  leave one of them out\n')
  })
})

describe('--verbose', () => {
  const few = ['--requests', '2k', '--rounds', '2', '-s', 'rr']
  const linesOf = async (...argv: string[]): Promise<string[]> => {
    const { status, stderr } = await lbbench(...argv, ...few, '-v')
    expect(status).toBe(0)
    return stderr.split('\n').filter(line => /^ {2}rr\b/.test(line))
  }

  it('names each point of a sweep', async () => {
    const lines = await linesOf('sweep', '--load', '40%..80%', '--steps', '2', '--no-ideal')
    expect(lines.length).toBe(2)
    expect(lines[0]).toMatch(/^ {2}rr at \d0% load: p99 [\d.]+ ms \[.*\], errorRate /)
  })

  it('says where a search went, why, and what it found', async () => {
    const lines = await linesOf('capacity', '--slo', 'p99 <= 150ms', '--tolerance', '20%')
    expect(lines[0]).toMatch(/^ {2}rr at [\d.]+\/s holds \(p99 .*\): it carries at least that$/)
    expect(lines.some(line => /^ {2}rr at [\d.]+\/s fails, as .*: it carries less$/.test(line))).toBe(true)
    expect(lines.at(-1)).toMatch(/^ {2}rr: [\d.]+\/s found; at [\d.]+\/s \S/)
  })

  it('says the same of each size of a fleet', async () => {
    const lines = await linesOf('sweep', '--backends', '1..2', '--steps', '2', '--tolerance', '50%', '--no-ideal')
    expect(lines.filter(line => /^ {2}rr, (1 backend|2 backends): [\d.]+\/s found; /.test(line)).length).toBe(2)
  })

  it('names each combination of settings', async () => {
    const { stderr } = await lbbench('sweep', '--vary', 'traffic.timeout=1s,2s', '--rounds', '2', '-s', 'rr', '-v')
    expect(stderr).toMatch(/^ {2}rr with traffic\.timeout=2s: p99 .* ms.*, errorRate /m)
  })

  it('is silent where nobody asked', async () => {
    const { stderr } = await lbbench('sweep', '--load', '40%..80%', '--steps', '2', '--no-ideal', ...few)
    expect(stderr).not.toMatch(/^ {2}rr at/m)
  })
})
