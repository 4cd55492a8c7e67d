import { errorKinds } from '../bench/trial.js'
import { areAlike, type TraceComparison, type TrialComparison } from './compare-traces.js'
import type { TraceEvent, TraceHeader, TraceLabel } from './format.js'

/** What two traces have in common, in words: the first request on which they part, and what each did with it. */
export function describeComparison(comparison: TraceComparison, pathA: string, pathB: string): string {
  const { trials, onlyInA, onlyInB } = comparison
  if (areAlike(comparison)) return `alike in every decision and every end: ${countOf(trials)}\n`
  const first = trials.find(({ parting }) => parting !== undefined)
  const apart = trials.filter(({ parting }) => parting !== undefined).length
  const lines = [
    ...(first === undefined ? [] : describeParting(first)),
    `trials that part: ${apart} of ${trials.length}`,
    ...onlyInA.map(label => `only in A: ${trialName(label)}`),
    ...onlyInB.map(label => `only in B: ${trialName(label)}`),
    `A is ${pathA}, B is ${pathB}`,
  ]
  return `${lines.join('\n')}\n`
}

function countOf(trials: readonly TrialComparison[]): string {
  const requests = trials.reduce((sum, trial) => sum + trial.requests, 0)
  return `${counted(trials.length, 'trial')}, ${counted(requests, 'request')}`
}

function describeParting({ a, b, parting }: TrialComparison): string[] {
  const { row, ended, underWay, inA, inB } = parting!
  const [exactA, exactB] = [describeStory(inA, a, exactMs), describeStory(inB, b, exactMs)]
  const [shortA, shortB] = [describeStory(inA, a, roundMs), describeStory(inB, b, roundMs)]
  // They may part in the last digits of a time only: then these are shown.
  const [storyA, storyB] = shortA === shortB ? [exactA, exactB] : [shortA, shortB]
  const who = a.candidate === b.candidate ? trialName(a) : `${a.candidate} and ${b.candidate}, round ${a.round + 1}`
  return [
    `${who}: they part on request ${row}`,
    `  A: ${storyA}`,
    `  B: ${storyA === storyB ? 'the same, before or after something else of the same time' : storyB}`,
    `  before that, ${counted(ended, 'request')} ended alike and ${underWay} ${underWay === 1 ? 'was' : 'were'} under way`,
  ]
}

type Digits = (ms: number) => string

const exactMs: Digits = ms => `${ms} ms`
/** Microseconds: finer than anybody reads, and coarse enough to be read. */
const roundMs: Digits = ms => `${Number(ms.toFixed(3))} ms`

function describeStory(events: readonly TraceEvent[], header: TraceHeader, digits: Digits): string {
  if (events.length === 0) return 'there is no such request'
  return events.map(event => describeEvent(event, header, digits)).join('; ')
}

function describeEvent(event: TraceEvent, { backends }: TraceHeader, digits: Digits): string {
  const at = `at ${digits(event.atMs)}`
  if (event.kind === 'decided') return `try ${event.attempt} goes to ${backends[event.backend]} ${at}`
  if (event.backend >= 0) return `${event.status} from ${backends[event.backend]} ${at}`
  return event.status < 100 ? `${kindOf(event.status)} ${at}` : `${event.status}, which is the balancer's own, ${at}`
}

function kindOf(status: number): string {
  return Object.entries(errorKinds).find(([, value]) => value === status)?.[0] ?? `error ${status}`
}

function trialName({ candidate, round }: TraceLabel): string {
  return `${candidate}, round ${round + 1}`
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}
