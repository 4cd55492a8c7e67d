import { beating, placesOf } from '../../../sweep/vary/trade.js'
import type { Trade, Vary } from '../../../sweep/vary/vary.js'
import { list } from '../../list.js'
import type { Headline } from '../headlines.js'
import { pointMark, pointName } from './vary-names.js'
import { noun, valueText } from './vary-words.js'

/** Which setting is best, or how many there are to choose from, as far as it is shown. */
export function varyHeadline(vary: Vary): Headline {
  const { trade, points, rounds } = vary
  if (trade === null) return { big: 'No difference', small: 'nothing that can be told of the settings differs' }
  const names = `${noun(trade.x)} and ${noun(trade.y)}`
  if (rounds === 1) return { big: 'No winner', small: `one round is no test of ${names}` }
  if (trade.front.length === 0)
    return { big: 'No difference is shown', small: `between ${points.length} settings, in ${names}` }
  return trade.front.length === 1 ? winner(vary, trade, trade.front[0]!) : choice(vary, trade)
}

/** A longer name is no headline: the letter of the table stands for it. */
const longest = 40

function winner(vary: Vary, trade: Trade, best: number): Headline {
  const { x, y } = trade
  const name = pointName(vary, best)
  const told = placesOf(vary.points, x, y).length
  const values = `${noun(x)} ${valueText(vary, best, x)}, ${noun(y)} ${bare(valueText(vary, best, y))}`
  const beats = beating(vary.points, trade)
  const isOverAll = placesOf(vary.points, x, y).every(({ point }) => point === best || beats(best, point))
  return {
    big: `${name.length > longest ? `Setting ${pointMark(best)}` : name} is best`,
    small: `of ${told}${isOverAll ? ', and shown to be' : ''}: ${values}`,
  }
}

/** The number alone where the word stands before it. */
const bare = (text: string): string => text.replace(/^([\d.]+) (?!(ms|s|%|min|h)$).+$/, '$1')

function choice({ points }: Vary, { x, y, front }: Trade): Headline {
  const told = placesOf(points, x, y).length
  const marks = front.length > mostNamed ? '' : `${list(front.map(pointMark))}: `
  const others = told - front.length
  const rest = others === 0 ? 'none is shown to be better than another one' : beaten(others)
  return { big: `${front.length} of ${told} settings are worth a choice`, small: `${marks}${rest}` }
}

const mostNamed = 4

/** Who beats them may be beaten itself. */
const beaten = (others: number): string =>
  `${others === 1 ? 'the other one is' : 'each other one is'} shown to be worse than some in one quantity, and not to be better in the other`
