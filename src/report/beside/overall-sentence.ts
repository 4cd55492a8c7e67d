import type { Beside, Change, PairChange } from '../../beside/beside.js'
import { infoOf, titleOf } from '../../results/metric-key.js'
import { list } from '../list.js'
import { seenText } from './change-words.js'
import { bothHave, sharedRounds } from './compared-rounds.js'

/** What changed, of all candidates together, in one sentence. */
export function overallSentence(beside: Beside): string {
  return overallParts(beside).join('; ')
}

/** The same in its parts, the news first; the last one ends the sentence. */
export function overallParts({ alike, pairs }: Beside): string[] {
  if (alike === 'same-run') return ['Both are the same run: nothing differs.']
  if (alike === 'same-numbers') return ['Nothing differs: every round of both holds the same numbers, to the last bit.']
  if (alike === 'same-rounds') return [`Nothing differs: ${bothHave(fewest(pairs))} the same, to the last bit.`]
  if (pairs.length === 0) return [nobody]
  const judged = pairs.filter(({ outcome }) => outcome !== 'control')
  if (judged.length === 0) return [`Only the control, ${pairs[0]!.name}, is in both: nobody is there to be judged.`]
  const groups = new Map<string, PairChange[]>()
  for (const word of words) groups.set(word, [])
  for (const pair of judged) groups.get(wordOf(pair))!.push(pair)
  const parts = [...groups].flatMap(([word, members]) =>
    members.length === 0 ? [] : [part(word as Word, members, judged.length)],
  )
  const [first = '', ...others] = parts
  return [sentence(first), ...others].map((text, i, all) => (i === all.length - 1 ? `${text}.` : text))
}

/** Of candidates that were stopped there are fewer. */
const fewest = (pairs: readonly PairChange[]): number =>
  Math.min(...pairs.map(pair => sharedRounds(pair) ?? pair.before.rounds.length))

const nobody =
  'Nothing can be compared: no candidate is in both (--match BEFORE=AFTER holds two against each other that are called differently).'

/** Names stay as they are. */
const sentence = (text: string): string => text.replace(/^(all|both) /, word => (word === 'all ' ? 'All ' : 'Both '))

/** In the order in which they are told. */
const words = ['faster', 'slower', 'traded', 'mixed', 'better', 'worse', 'moved', 'unclear', 'same', 'none'] as const
type Word = (typeof words)[number]

function wordOf({ outcome, changes }: PairChange): Word {
  const shown = changes.filter(isClear)
  const latencies = shown.filter(({ metric }) => typeof metric === 'string' && infoOf(metric).unit === 'ms')
  const errors = shown.find(({ metric }) => metric === 'errorRate')
  if (outcome === 'better') return latencies.length > 0 ? 'faster' : 'better'
  if (outcome === 'worse') return latencies.length > 0 ? 'slower' : 'worse'
  const faster = latencies.length > 0 && latencies.every(({ standing }) => standing === 'better')
  if (outcome === 'mixed' && faster && errors?.standing === 'worse') return 'traded'
  return outcome === 'control' ? 'none' : outcome
}

function part(word: Word, members: readonly PairChange[], of: number): string {
  const all = members.length === of
  const who =
    members.length === 1
      ? members[0]!.name
      : all
        ? `${of === 2 ? 'both' : `all ${of}`} candidates`
        : `${members.length} of ${of} candidates`
  const named = members.length <= mostNames ? list(members.map(({ name }) => name)) : who
  switch (word) {
    case 'faster':
    case 'slower':
      return `${who} got ${word}${beyondHeadline(members)}`
    case 'better':
    case 'worse':
      return `${who} got ${word}`
    case 'traded':
      return `${who} got faster but ${members.length === 1 ? 'fails' : 'fail'} more`
    case 'mixed':
      return `${who} got better in some and worse in other respects`
    case 'moved':
      return `${who} changed on these requests, of one round`
    case 'unclear':
      return `${named}: no difference shown${couldSee(members)}`
    case 'same':
      return `${who} did not change at all${members.some(sharedRounds) ? ' in the rounds both have' : ''}`
    case 'none':
      return `${named}: no verdict`
  }
}

/** Where the headline itself is not shown to have changed, what is: " in p50 (no difference in p99 is shown)". */
function beyondHeadline(members: readonly PairChange[]): string {
  const shown = members.map(({ changes }) => changes.filter(({ tested }) => tested))
  if (shown.some(([headline]) => headline !== undefined && isClear(headline))) return ''
  const names = new Set(
    shown
      .flat()
      .filter(one => isClear(one) && one.metric !== 'errorRate')
      .map(({ metric }) => titleOf(metric)),
  )
  const headlines = new Set(shown.flatMap(([headline]) => (headline === undefined ? [] : [titleOf(headline.metric)])))
  return ` in ${list([...names])} (no difference in ${list([...headlines])} is shown)`
}

const isClear = ({ standing }: Change): boolean => standing === 'better' || standing === 'worse'

/** More are counted. */
const mostNames = 3

/** The largest of what went unseen: of the first metric that is tested, as sentences of candidates have it. */
function couldSee(members: readonly PairChange[]): string {
  const first = members
    .flatMap(({ changes }) => changes.filter(({ tested }) => tested).slice(0, 1))
    .filter(({ standing }) => standing !== 'same')
  const [widest] = [...first].sort((a, b) => (b.detectable ?? Infinity) - (a.detectable ?? Infinity))
  const seen = widest && seenText(widest)
  return seen === undefined ? '' : ` (could have seen ${seen})`
}
