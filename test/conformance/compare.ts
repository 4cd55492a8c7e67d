import { sameDistributionP } from '../strategies/chi-square.js'
import { type Case, describeCase, listed, waysOf } from './case.js'
import { drive, type Line } from './drive.js'
import type { Suite } from './suite.js'

/** What a suite of cases showed. */
export interface Compared {
  readonly cases: number
  readonly requests: number
  /** Every case on which lbbench and the product differ, fit to be read. */
  readonly differences: readonly string[]
}

/** @param firstId number of the first case in the product's configuration */
export async function compare(
  line: Line,
  { kind, atOnce = 12 }: Suite,
  cases: readonly Case[],
  firstId: number,
): Promise<Compared> {
  const differences: string[] = []
  let requests = 0
  let next = 0
  const worker = async () => {
    while (next < cases.length) {
      const i = next++
      const each = cases[i]!
      const got = waysOf(each)
      const expected = await drive(line, firstId + i, each)
      requests += expected.length
      const difference = kind === 'order' ? orderDifference(expected, got) : sharesDifference(each, expected, got)
      if (difference !== undefined) differences.push(`${describeCase(each)}\n${difference}`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return { cases: cases.length, requests, differences }
}

function orderDifference(expected: readonly string[], got: readonly string[]): string | undefined {
  if (got.join(' ') === expected.join(' ')) return undefined
  return `product: ${expected.join(' ')}\nlbbench: ${got.join(' ')}`
}

function sharesDifference(each: Case, expected: readonly string[], got: readonly string[]): string | undefined {
  const names = listed(each).map(({ name }) => name)
  const [product, ours] = [expected, got].map(ways => names.map(name => ways.filter(way => way === name).length))
  const p = sameDistributionP(product!, ours!)
  if (p > 1e-6) return undefined
  return `p = ${p}: ${names.join(', ')}\nproduct: ${product!.join(', ')}\nlbbench: ${ours!.join(', ')}`
}
