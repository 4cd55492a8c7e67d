import { assumed } from '../gate/baseline/run-spread.js'
import { formatChange } from '../results/format-metric.js'
import { titleOf } from '../results/metric-key.js'
import type { Beside, Difference, Note, PairChange, Run } from './beside.js'
import type { Control } from './control.js'
import { machineChanges } from './doubts.js'
import { facing } from './pair.js'
import { warningNotes } from './warning-notes.js'

interface Noted {
  readonly before: Run
  readonly after: Run
  readonly pairs: readonly PairChange[]
  readonly control: Control | undefined
  readonly sameQuestion: boolean
  readonly sameRequests: boolean
  readonly differences: readonly Difference[]
  readonly alike: Beside['alike']
}

/** What a reader must know before believing a change, the gravest first. */
export function notesOn(noted: Noted): Note[] {
  if (noted.alike === 'same-run') return []
  return [
    ...question(noted),
    ...ended(noted),
    ...versions(noted),
    ...machines(noted),
    ...controlMoved(noted),
    ...requests(noted),
    ...warningNotes(noted),
    ...blindness(noted),
  ]
}

function question({ sameQuestion, differences }: Noted): Note[] {
  if (sameQuestion) return []
  const known = differences
    .filter(({ about, what }) => about === 'scenario' && what !== 'hash' && what !== 'name')
    .map(({ what }) => what)
  const how = known.length === 0 ? 'in something that results do not hold' : known.join(', ')
  return [
    {
      level: 'question',
      message: `Not the same question: the scenarios differ (${how}). A change is the scenario's as much as the candidate's.`,
    },
  ]
}

function ended({ before, after }: Noted): Note[] {
  const sides = [['before', before] as const, ['after', after] as const]
  return sides.flatMap(([side, { results }]) => [
    ...results.stopped.map(({ candidate, reason }) => caution(`${side}, ${candidate} was stopped: ${reason}`)),
    ...results.refused.map(({ candidate, reason }) => caution(`${side}, ${candidate} was not run: ${reason}`)),
  ])
}

/** In virtual time the machine does not matter, but who simulates does. */
function versions({ before, after, pairs }: Noted): Note[] {
  const [then, now] = [before, after].map(({ results }) => results.environment.lbbench)
  if (then === now || !pairs.some(isVirtual)) return []
  return [note(`lbbench ${now} instead of ${then}: of virtual candidates a change may be that of the program.`)]
}

function machines({ before, after, pairs, control }: Noted): Note[] {
  if (!pairs.some(isLive)) return []
  const changes = machineChanges(before.results, after.results)
  const elsewhere = changes.length === 0 ? [] : [caution(`Another machine or version: ${changes.join(', ')}.`)]
  const percent = (share: number): string => `${100 * share} %`
  if (control !== undefined)
    return [
      ...elsewhere,
      note(
        `${control.before.id} is the control: what it changed by counts as the machine's, and other live candidates are held in relation to it. Two runs are taken to differ by ${percent(assumed.relation)} all the same (errors ${percent(assumed.share)}).`,
      ),
    ]
  const how = `Two live runs of the same code differ by what the machine did that day: ${percent(assumed.value)} (errors ${percent(assumed.share)}) are assumed and in every interval.`
  const hint =
    ' Smaller changes show within one run (compare --against), or beside a control that both have (--control).'
  return [...elsewhere, note(how + hint)]
}

/** Beyond this no day of one machine goes: it is another one, or the control itself was changed. */
const muchForADay = 3 * assumed.value

function controlMoved({ pairs, control }: Noted): Note[] {
  const own = pairs.find(({ before }) => before.id === control?.before.id)
  const tail = own?.changes.find(({ tested, kind, change }) => tested && kind === 'ratio' && change !== null)
  const change = (tail?.change?.value ?? 1) - 1
  if (control === undefined || Math.abs(Math.log1p(change)) < muchForADay) return []
  return [
    caution(
      `The control ${control.before.id} itself changed by ${formatChange(change)} %: was it changed? Then the others seem to have changed the other way.`,
    ),
  ]
}

function requests({ before, after, pairs, sameRequests }: Noted): Note[] {
  const [pair] = pairs
  if (pair === undefined) return []
  const { before: left, after: right, paired } = facing({ ...pair, sameRequests })
  const [then, now] = [before.results.rounds.done, after.results.rounds.done]
  if (!paired)
    return [
      note(
        'Rounds met other requests before and after: they are two samples (Welch), which show less than pairs would.',
      ),
    ]
  if (then === now) return []
  const shared = Math.min(left.length, right.length)
  const those =
    shared === 1 ? 'the one of each that met the same requests is' : `the ${shared} that met the same requests are`
  return [note(`${then} round${then === 1 ? '' : 's'} before, ${now} after: ${those} held against each other.`)]
}

/** A change of half as much again that nobody would see is no detail. */
const blindBeyond = 0.5

function blindness({ pairs }: Noted): Note[] {
  return pairs.flatMap(({ name, changes }) => {
    const headline = changes.find(({ tested }) => tested)
    const least = headline?.kind === 'ratio' && headline.standing === '~' ? (headline.detectable ?? 0) : 0
    if (headline === undefined || least <= blindBeyond) return []
    const percent = Number((100 * least).toPrecision(2))
    return [caution(`${name}: a change of ${titleOf(headline.metric)} by less than ${percent} % would hardly be seen.`)]
  })
}

const isLive = ({ before, after }: PairChange): boolean => before.world === 'live' || after.world === 'live'
const isVirtual = (pair: PairChange): boolean => pair.before.world === 'virtual' && pair.after.world === 'virtual'
const caution = (message: string): Note => ({ level: 'caution', message })
const note = (message: string): Note => ({ level: 'note', message })
