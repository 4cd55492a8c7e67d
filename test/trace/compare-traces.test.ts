import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { areAlike, compareTraces, type TraceComparison } from '../../src/trace/compare-traces.js'
import { describeComparison } from '../../src/trace/describe-comparison.js'
import { headerLine } from '../../src/trace/format.js'
import { section, temporaryFolder, type Went, written } from './temporary-traces.js'

const folder = temporaryFolder()

/** Ten requests, one every 10 ms, each answered after 5. */
const calm = Array.from({ length: 10 }, (_, row): Went => [row % 2, 10 * row, 10 * row + 5])

const compare = (a: string, b: string): Promise<TraceComparison> =>
  compareTraces(written(folder, 'a', a), written(folder, 'b', b))

const changed = (row: number, went: Went): Went[] => calm.map((own, i) => (i === row ? went : own))

describe('compareTraces', () => {
  it('finds equal traces alike', async () => {
    const text = section('rr', 0, calm) + section('lc', 0, calm)
    const comparison = await compare(text, text)
    expect(areAlike(comparison)).toBe(true)
    expect(comparison.trials.map(({ requests }) => requests)).toEqual([10, 10])
  })

  it('names the one request that went elsewhere, and how many ended alike before', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(9), async row => {
        const { trials } = await compare(
          section('rr', 0, calm),
          section('rr', 0, changed(row, [1 - (row % 2), 10 * row, 10 * row + 5])),
        )
        expect(trials[0]!.parting).toMatchObject({ row, ended: row, underWay: 0 })
      }),
      { seed: 1, numRuns: 10 },
    )
  })

  it('names the request whose answer came at another time', async () => {
    const { trials } = await compare(section('rr', 0, calm), section('rr', 0, changed(3, [1, 30, 35.000000000000007])))
    expect(trials[0]!.parting).toMatchObject({ row: 3, ended: 3, underWay: 1 })
    expect(trials[0]!.parting!.inB).toEqual([
      { kind: 'decided', row: 3, attempt: 1, backend: 1, atMs: 30 },
      { kind: 'ended', row: 3, status: 200, backend: 1, atMs: 35.00000000000001 },
    ])
  })

  it('names the request of the earlier event, where the next events are of different ones', async () => {
    // In A request 0 ends before request 1 comes, in B it takes longer: it is request 0 that A does something with first.
    const head = headerLine({ candidate: 'rr', round: 0, backends: ['b1', 'b2'] })
    const a = `${head}> 0 1 0 1\n< 0 200 0 2\n> 1 1 1 3\n< 1 200 1 4\n= 2\n`
    const b = `${head}> 0 1 0 1\n> 1 1 1 3\n< 1 200 1 4\n< 0 200 0 9\n= 2\n`
    for (const [x, y] of [[a, b] as const, [b, a] as const]) {
      const { trials } = await compare(x, y)
      expect(trials[0]!.parting).toMatchObject({ row: 0, ended: 0, underWay: 1 })
    }
  })

  it('names the first request that one of them does not have', async () => {
    const { trials } = await compare(section('rr', 0, calm), section('rr', 0, calm.slice(0, 7)))
    expect(trials[0]!.parting).toMatchObject({ row: 7, ended: 7, inB: [] })
  })

  it('knows backends by name, not by number', async () => {
    const swapped = calm.map(([backend, atMs, doneMs]): Went => [1 - backend, atMs, doneMs])
    expect(areAlike(await compare(section('rr', 0, calm), section('rr', 0, swapped, ['b2', 'b1'])))).toBe(true)
    expect(areAlike(await compare(section('rr', 0, calm), section('rr', 0, calm, ['b2', 'b1'])))).toBe(false)
  })

  it('pairs trials by candidate and round, in any order', async () => {
    const a = section('rr', 0, calm) + section('lc', 0, calm.slice(1)) + section('rr', 1, calm.slice(2))
    const b = section('rr', 1, calm.slice(2)) + section('rr', 0, calm) + section('lc', 0, calm.slice(1))
    const comparison = await compare(a, b)
    expect(areAlike(comparison)).toBe(true)
    expect(comparison.trials).toHaveLength(3)
  })

  it('pairs by round alone, where each has a single candidate', async () => {
    const comparison = await compare(section('rr', 0, calm), section('lc', 0, changed(4, [1, 40, 45])))
    expect(comparison.trials[0]).toMatchObject({ a: { candidate: 'rr' }, b: { candidate: 'lc' }, parting: { row: 4 } })
  })

  it('tells which trials only one of them has', async () => {
    const comparison = await compare(
      section('rr', 0, calm) + section('lc', 0, calm),
      section('rr', 0, calm) + section('rr', 1, calm),
    )
    expect(comparison.onlyInA).toMatchObject([{ candidate: 'lc', round: 0 }])
    expect(comparison.onlyInB).toMatchObject([{ candidate: 'rr', round: 1 }])
    expect(areAlike(comparison)).toBe(false)
  })

  it('refuses traces without a trial in common', async () => {
    const a = section('rr', 0, calm) + section('lc', 0, calm)
    await expect(compare(a, section('p2c', 0, calm))).rejects.toMatchObject({ code: 'USAGE' })
    await expect(compare(section('rr', 0, calm), section('rr', 1, calm))).rejects.toMatchObject({ code: 'USAGE' })
  })

  it('refuses a line that is no event, where it matters', async () => {
    const broken = section('rr', 0, calm).replace('> 4 1 0 40', 'rubbish')
    await expect(compare(section('rr', 0, calm), broken)).rejects.toMatchObject({ code: 'RESULTS_FILE' })
  })
})

describe('describeComparison', () => {
  const describe = async (a: string, b: string): Promise<string> =>
    describeComparison(await compare(a, b), 'a.trace', 'b.trace')

  it('says that all is alike', async () => {
    const text = section('rr', 0, calm) + section('rr', 1, calm)
    expect(await describe(text, text)).toBe('alike in every decision and every end: 2 trials, 20 requests\n')
  })

  it('tells what both did with the request', async () => {
    const a = section('rr', 0, calm) + section('lc', 0, calm)
    const b = section('rr', 0, calm) + section('lc', 0, changed(3, [0, 30, 38.25]))
    expect(await describe(a, b)).toBe(`lc, round 1: they part on request 3
  A: try 1 goes to b2 at 30 ms; 200 from b2 at 35 ms
  B: try 1 goes to b1 at 30 ms; 200 from b1 at 38.25 ms
  before that, 3 requests ended alike and 0 were under way
trials that part: 1 of 2
A is a.trace, B is b.trace
`)
  })

  it('shows no digit that nobody reads, but the last ones where only they differ', async () => {
    const text = (doneMs: number) => section('rr', 0, [[0, 1.234567891, doneMs]])
    expect(await describe(text(9.87654321), text(12))).toContain(
      'A: try 1 goes to b1 at 1.235 ms; 200 from b1 at 9.877 ms\n',
    )
    expect(await describe(text(9.87654321), text(9.87654322))).toContain('200 from b1 at 9.87654321 ms\n')
  })

  it('has words for what is no answer', async () => {
    const head = headerLine({ candidate: 'rr', round: 0, backends: ['b1', 'b2'] })
    const a = `${head}> 0 1 0 1\n< 0 1 -1 5\n= 1\n`
    const b = `${head}> 0 1 0 1\n> 0 2 1 3\n< 0 502 -1 4\n= 1\n`
    expect(await describe(a, b)).toContain(`  A: try 1 goes to b1 at 1 ms; timeout at 5 ms
  B: try 1 goes to b1 at 1 ms; try 2 goes to b2 at 3 ms; 502, which is the balancer's own, at 4 ms
`)
  })

  it('says so where only the order of equal times differs', async () => {
    const head = headerLine({ candidate: 'rr', round: 0, backends: ['b1', 'b2'] })
    const a = `${head}> 0 1 0 1\n> 1 1 1 1\n< 0 200 0 5\n< 1 200 1 5\n= 2\n`
    const b = `${head}> 0 1 0 1\n> 1 1 1 1\n< 1 200 1 5\n< 0 200 0 5\n= 2\n`
    expect(await describe(a, b)).toContain('  B: the same, before or after something else of the same time\n')
  })
})
