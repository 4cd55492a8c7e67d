import { LbbenchError } from '../../errors.js'
import type { Variation } from './parse-vary.js'

/** More would take too long, and nobody could read it. */
export const mostCombinations = 400

/**
 * Every combination of the values, the last variation changing fastest.
 * @throws LbbenchError USAGE where there is one only, or too many, or a key is given twice
 */
export function combinations(variations: readonly Variation[]): string[][] {
  const twice = variations.find(({ path }, i) => variations.findIndex(other => other.path === path) < i)
  if (twice !== undefined) {
    const hint = `give all its values at once: --vary ${twice.key}=A,B`
    throw new LbbenchError('USAGE', `--vary ${twice.key}: ${twice.path} is varied already`, hint)
  }
  const count = variations.reduce((product, { values }) => product * values.length, 1)
  if (count === 1)
    throw new LbbenchError('USAGE', '--vary gives one value only, so nothing is varied', 'give two or more: A,B')
  if (count > mostCombinations) {
    const sizes = variations.map(({ values }) => values.length).join(' x ')
    throw new LbbenchError(
      'USAGE',
      `--vary gives ${sizes} = ${count} combinations; expected at most ${mostCombinations}`,
      'take fewer values',
    )
  }
  return variations.reduce<string[][]>(
    (all, { values }) => all.flatMap(before => values.map(value => [...before, value])),
    [[]],
  )
}

/** The last word of each key, the whole key where two end the same. */
export function shortKeys(variations: readonly Pick<Variation, 'key'>[]): string[] {
  const ends = variations.map(({ key }) => key.split('.').at(-1)!)
  return ends.map((end, i) => (ends.filter(other => other === end).length > 1 ? variations[i]!.key : end))
}
