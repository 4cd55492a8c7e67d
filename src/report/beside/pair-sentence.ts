import type { Beside, Change, PairChange } from '../../beside/beside.js'
import { formatMetric } from '../../results/format-metric.js'
import { list } from '../list.js'
import { changeCell, changeClause, seenText, sideText, wordOf } from './change-words.js'
import { bothHave, roundsText, sharedRounds } from './compared-rounds.js'

/** What became of one candidate, in one sentence. */
export function pairSentence(pair: PairChange, { control }: Beside): string {
  const { name, doubt, outcome, changes } = pair
  const tested = changes.filter(one => one.tested)
  const shared = sharedRounds(pair)
  if (outcome === 'same' && shared !== undefined) return `${name}: ${bothHave(shared)} the same, to the last bit.`
  if (outcome === 'same') return `${name}: the same to the last bit, in every round.`
  if (outcome === 'control') return `${name} is the control: ${changed(tested)}, which counts as the machine's.`
  if (doubt !== null) return `${name}: no verdict: ${doubt}.`
  if (outcome === 'none') return `${name}: ${values(tested)}; so few rounds show no difference.`
  if (outcome === 'moved')
    return `${name}: ${changed(tested)}, exactly, on these requests; one round does not tell how far that depends on them.`
  const than = ` than before${tested[0]?.related === true ? ` in relation to ${control}` : ''}`
  return `${name}: ${judged(tested, than)}, ${roundsOf(pair)}.`
}

/** What is shown, first the headline, whatever it is; at last the errors. */
function judged(tested: readonly Change[], than: string): string {
  const errors = tested.find(({ metric }) => metric === 'errorRate')
  const others = tested.filter(one => one !== errors)
  const shown = others.filter(isShown)
  const [headline] = others
  const parts = shown.length === 0 ? [] : [list(shown.map(changeClause)) + than]
  if (headline !== undefined && !isShown(headline)) parts.push(unseen(headline))
  const text = parts.join('; ')
  if (errors === undefined) return text
  const faster = shown.some(({ standing }) => standing === 'better')
  // Failing fast is no merit.
  if (errors.standing === 'worse')
    return `${text}${faster ? ' but fails more: ' : ', and fails more: '}${changeClause(errors)}`
  return `${text}, ${errorText(errors)}`
}

const isShown = ({ standing }: Change): boolean => ['better', 'worse', 'moved'].includes(standing)

function unseen(change: Change): string {
  const word = wordOf(change.metric)
  if (change.standing === 'same') return `the same ${word} in every round`
  if (change.open.before > 0 && change.open.after > 0) return `${word} was seen to its end on neither side`
  if (change.change === null) return `${word} cannot be told`
  const seen = seenText(change)
  if (change.p === null || seen === undefined) return `so few rounds cannot tell a difference in ${word}`
  return `no difference in ${word} shown (${changeCell(change)}, could have seen ${seen})`
}

/** One request in two thousand, as reports of one run have it. */
const negligible = 0.0005

function errorText(errors: Change): string {
  const { before, after, change, standing } = errors
  if (standing === 'better') return changeClause(errors)
  if (before === null || after === null) return 'errors unknown'
  const apart = Math.max(Math.abs(after.value - before.value), Math.abs(change?.value ?? 0))
  if (standing === 'same' || apart < negligible) return 'errors equal'
  const [from, to] = [before, after].map(({ value }) => formatMetric('errorRate', value))
  return `errors ${from} and ${to}, no difference shown`
}

/** "p99 12 % lower, p50 0.3 % higher": all that moved, whether or not it is shown. */
function changed(tested: readonly Change[]): string {
  const moved = tested.filter(({ standing, change }) => standing !== 'same' && change !== null).slice(0, 2)
  return moved.length === 0 ? 'the same numbers' : list(moved.map(changeClause))
}

function values(tested: readonly Change[]): string {
  const [first] = tested
  if (first === undefined) return 'nothing of it can be told'
  const { metric, before, after } = first
  return `${wordOf(metric)} ${sideText(metric, before)} before and ${sideText(metric, after)} after`
}

function roundsOf({ before, after, changes }: PairChange): string {
  const [first] = changes
  if (first?.paired === true) return roundsText(first.change?.n ?? first.before?.n ?? 0)
  return `${before.rounds.length} and ${roundsText(after.rounds.length)}, not paired`
}
