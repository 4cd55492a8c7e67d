import type { Beside, PairChange } from '../../beside/beside.js'

/** How many rounds of a candidate are held against each other, where one side has more of them; undefined where all are. */
export function sharedRounds({ before, after, changes }: PairChange): number | undefined {
  const [then, now] = [before.rounds.length, after.rounds.length]
  return then === now || changes[0]?.paired !== true ? undefined : Math.min(then, now)
}

/** "4 rounds", "1 round". */
export const roundsText = (count: number): string => `${count} round${count === 1 ? '' : 's'}`

/** "the 4 rounds both have are", "the one round both have is". */
export const bothHave = (count: number): string =>
  count === 1 ? 'the one round both have is' : `the ${count} rounds both have are`

/** Heads of the columns of values: "before, 4 of 4 rounds" and "after, 4 of 7" where not all of them are compared. */
export function sideHeads({ pairs }: Pick<Beside, 'pairs'>): { readonly before: string; readonly after: string } {
  const parts = pairs.map(pair => {
    const shared = sharedRounds(pair)
    return shared === undefined ? undefined : [shared, pair.before.rounds.length, pair.after.rounds.length]
  })
  const [first] = parts
  const isOne = first !== undefined && parts.every(part => String(part) === String(first))
  if (!isOne) return { before: 'before', after: 'after' }
  const [shared, then, now] = first
  return { before: `before, ${shared} of ${roundsText(then!)}`, after: `after, ${shared} of ${now}` }
}
