import { eventsOfRow, firstParting, type Parting } from './compare-trials.js'
import type { TraceEvent, TraceHeader } from './format.js'
import { pairTrials } from './pair-trials.js'
import { openTrace, type TraceFile } from './trace-file.js'

/** What two traces have in common, trial by trial. */
export interface TraceComparison {
  /** At least one, in the order of A. */
  readonly trials: readonly TrialComparison[]
  /** Trials that the other trace has nothing to hold against. */
  readonly onlyInA: readonly TraceHeader[]
  readonly onlyInB: readonly TraceHeader[]
}

export interface TrialComparison {
  readonly a: TraceHeader
  readonly b: TraceHeader
  /** Of A. */
  readonly requests: number
  /** Undefined where the trials are alike. */
  readonly parting: (Parting & { readonly inA: readonly TraceEvent[]; readonly inB: readonly TraceEvent[] }) | undefined
}

/**
 * Compares two decision traces, streaming.
 * @throws LbbenchError RESULTS_FILE where one cannot be read or is no trace, USAGE where they have no trial in common
 */
export async function compareTraces(pathA: string, pathB: string): Promise<TraceComparison> {
  const a = await openTrace(pathA)
  try {
    const b = await openTrace(pathB)
    try {
      return await compare(a, b)
    } finally {
      await b.close()
    }
  } finally {
    await a.close()
  }
}

/** Whether nothing differs. */
export function areAlike({ trials, onlyInA, onlyInB }: TraceComparison): boolean {
  return onlyInA.length + onlyInB.length === 0 && trials.every(({ parting }) => parting === undefined)
}

async function compare(a: TraceFile, b: TraceFile): Promise<TraceComparison> {
  const { pairs, onlyInA, onlyInB } = pairTrials(a, b)
  const trials: TrialComparison[] = []
  for (const pair of pairs) {
    const parting = await firstParting(a, b, pair)
    trials.push({
      a: pair.a.header,
      b: pair.b.header,
      requests: pair.a.requests,
      parting: parting && {
        ...parting,
        inA: await eventsOfRow(a, pair.a, parting.row),
        inB: await eventsOfRow(b, pair.b, parting.row),
      },
    })
  }
  return { trials, onlyInA: onlyInA.map(({ header }) => header), onlyInB: onlyInB.map(({ header }) => header) }
}
