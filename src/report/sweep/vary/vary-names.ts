import { shortKeys } from '../../../sweep/vary/grid.js'
import type { Vary } from '../../../sweep/vary/vary.js'

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** By which point k, from 0, is known in the picture and the table: a letter; beyond those its number. */
export function pointMark(k: number): string {
  return letters[k] ?? String(k + 1)
}

/** A point in a sentence: "interval 1s, fall 3", or "lc with interval 1s, fall 3" where there are several candidates. */
export function pointName({ variations, points }: Vary, k: number): string {
  const { id, values } = points[k]!
  const keys = shortKeys(variations)
  const shown = keys.flatMap((key, i) => (variations[i]!.values.length > 1 ? [`${key} ${values[i]!}`] : []))
  return hasSeveral({ points }) ? `${id} with ${shown.join(', ')}` : shown.join(', ')
}

/** Whether more than one candidate was tried. */
export const hasSeveral = ({ points }: Pick<Vary, 'points'>): boolean => new Set(points.map(({ id }) => id)).size > 1
