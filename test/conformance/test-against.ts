import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RouteStep } from '../../src/balancer/route/route-script.js'
import { strategies } from '../../src/strategies/index.js'
import { letters } from './arbitraries.js'
import type { Case } from './case.js'
import { type Compared, compare } from './compare.js'
import type { Line } from './drive.js'
import { LetterBackends } from './letter-backends.js'
import { listenPath, type Product, RunningProgram, versionOf } from './program.js'
import { firstCases, type Suite } from './suite.js'

interface Adapter extends Pick<Line, 'triedHeader'> {
  /** The configuration that has all cases, numbered. */
  configure(folder: string, cases: readonly Case[]): string
  /** Changes the pool of case `id`. */
  change?(folder: string, id: number, step: RouteStep): Promise<void>
}

/** How many of its cases a suite runs: all for `npm run conformance`, the first beside everything else. */
const casesEach = process.env.CONFORMANCE === 'all' ? Number.POSITIVE_INFINITY : firstCases

/** Every suite against the real product: one process, started once, a pool a case. */
export function testAgainst(product: Product, suites: readonly Suite[], adapter: Adapter): void {
  const version = versionOf(product)
  if (version === undefined) {
    const reason = `${product.name} is not installed: scripts/install-system.sh tests`
    if (process.env.CI === 'true') it(reason, () => expect.fail(reason))
    else it.skip(reason, () => undefined)
    return
  }
  describe(`${product.name} ${version}`, () => {
    const known = suites.filter(({ strategy }) => strategies.some(({ name }) => name === strategy))
    let backends: LetterBackends
    let program: RunningProgram
    const planned: { readonly suite: Suite; readonly cases: readonly Case[]; readonly firstId: number }[] = []

    beforeAll(async () => {
      backends = await LetterBackends.start(letters)
      const all: Case[] = []
      for (const suite of known) {
        const cases = suite.cases(backends).slice(0, casesEach)
        planned.push({ suite, cases, firstId: all.length })
        all.push(...cases)
      }
      program = await RunningProgram.start(product, folder => adapter.configure(folder, all))
    })

    afterAll(async () => {
      await program?.stop()
      await backends?.stop()
    })

    it.each(known.map((suite, i) => ({ ...suite, i })))(
      '$strategy: $what',
      async ({ i }) => {
        const { suite, cases, firstId } = planned[i]!
        const line: Line = {
          socketPath: listenPath(program.folder),
          backends,
          change: (id, step) => adapter.change!(program.folder, id, step),
          ...(adapter.triedHeader !== undefined && { triedHeader: adapter.triedHeader }),
        }
        const compared: Compared = await compare(line, suite, cases, firstId)
        expect(compared.cases).toBeGreaterThanOrEqual(Math.min(casesEach, 100))
        expect(compared.differences.slice(0, 3).join('\n\n')).toBe('')
      },
      60_000,
    )
  })
}
