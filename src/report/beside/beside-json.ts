import type { Beside, Change, PairChange, Run } from '../../beside/beside.js'
import type { StoredBeside } from '../../beside/beside-schema.js'
import { storedKey } from '../../results/metric-key.js'
import { overallSentence } from './overall-sentence.js'
import { pairSentence } from './pair-sentence.js'

/** Two results side by side for programs: `lbbench/beside@1`, described by docs/beside.schema.json. */
export function renderBesideJson(beside: Beside): string {
  const { before, after, pairs, ...rest } = beside
  const value: StoredBeside = {
    schema: 'lbbench/beside@1',
    says: overallSentence(beside),
    before: runOf(before),
    after: runOf(after),
    ...rest,
    differences: [...rest.differences],
    notes: [...rest.notes],
    onlyBefore: [...rest.onlyBefore],
    onlyAfter: [...rest.onlyAfter],
    candidates: pairs.map(pair => candidateOf(pair, beside)),
  }
  return `${JSON.stringify(value, null, 2)}\n`
}

function runOf({ path, results: { scenario, environment, rounds, complete } }: Run): StoredBeside['before'] {
  const { name, hash, seed } = scenario
  return { path, scenario: { name, hash, seed }, startedAt: environment.startedAt, rounds: rounds.done, complete }
}

function candidateOf(pair: PairChange, beside: Beside): StoredBeside['candidates'][number] {
  const { before, after, doubt, outcome, changes } = pair
  const says = pairSentence(pair, beside)
  return { before: before.id, after: after.id, outcome, says, doubt, changes: changes.map(changeOf) }
}

function changeOf({ metric, ...rest }: Change): StoredBeside['candidates'][number]['changes'][number] {
  return { ...storedKey(metric), ...rest }
}
