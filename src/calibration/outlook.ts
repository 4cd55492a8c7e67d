import type { Noise } from './noise.js'
import { failShare, passShare, reachOf, type Setting, smallestGap } from './power.js'

/** What a gate on a latency would say on this machine, by the number of rounds. */
export interface Outlook {
  readonly metric: Noise['metric']
  readonly rows: readonly OutlookRow[]
  readonly suggestion: Suggestion
}

export interface OutlookRow {
  readonly rounds: number
  /** Half an interval, as a share: the ratio is told to within so much. */
  readonly reach: number
  /** How often the same code passes. */
  readonly samePasses: number
  /** The smallest regression that fails in 80 % of runs, as a share: 0.2 is 20 % slower. */
  readonly smallestSeen: number
  /** How often a regression of `clearRegression` fails. */
  readonly clearCaught: number
  /** The smallest margin under which the same code passes in 95 % of runs. */
  readonly smallestMargin: number
}

export interface Suggestion {
  /** The fewest with which the same code passes, and a regression of `clearRegression` fails, in 95 % of runs each; null where `mostRounds` do not suffice. */
  readonly rounds: number | null
  /** The same, if the noise is as small or as large as its interval allows. */
  readonly between: readonly [number | null, number | null]
  /** The same where pairing cancels nothing, which is the worst that a change of decisions can do. */
  readonly unpaired: number | null
}

/** The rule asked about. */
export interface Question {
  /** A share: 0.1 lets a latency grow to 1.1 times. */
  readonly margin: number
  readonly gates: number
  /** To be tabled; 3 at least each. */
  readonly rounds: readonly number[]
}

const often = 0.95
/** Nobody waits for more. */
export const mostRounds = 100

/** What nobody wants to miss: ten percentage points beyond the margin. */
export const clearRegression = (margin: number): number => margin + 0.1

/** Of one metric whose noise is that of a ratio. */
export function outlookOf({ metric, sd, low, high, unpaired }: Noise, question: Question): Outlook {
  return {
    metric,
    rows: question.rounds.map(rounds => rowOf({ rounds, sd, gates: question.gates }, question)),
    suggestion: {
      rounds: fewestRounds(sd, question),
      between: [fewestRounds(low, question), fewestRounds(high, question)],
      unpaired: fewestRounds(Math.max(sd, unpaired), question),
    },
  }
}

function rowOf(setting: Setting, { margin }: Question): OutlookRow {
  return {
    rounds: setting.rounds,
    reach: Math.expm1(reachOf(setting)),
    samePasses: passShare(setting, Math.log1p(margin)),
    smallestSeen: (1 + margin) * Math.exp(smallestGap(failShare, setting, 0.8)) - 1,
    clearCaught: failShare(setting, beyond(margin)),
    smallestMargin: Math.expm1(smallestGap(passShare, setting, often)),
  }
}

/** How far the clear regression lies beyond the margin, in logarithms. */
const beyond = (margin: number): number => Math.log1p(clearRegression(margin)) - Math.log1p(margin)

function fewestRounds(sd: number, { margin, gates }: Question): number | null {
  for (let rounds = 3; rounds <= mostRounds; rounds++) {
    const setting = { rounds, sd, gates }
    if (passShare(setting, Math.log1p(margin)) >= often && failShare(setting, beyond(margin)) >= often) return rounds
  }
  return null
}
