import type { CandidateResult, Results } from '../../results/results.js'
import type { Cell, Column, ColumnGroup } from '../columns.js'
import { leagues } from '../leagues.js'
import { standings } from '../ranking.js'
import { type DrillColumn, drillColumns } from './drill-columns.js'
import { drillNotes } from './drill-notes.js'
import { drillText } from './drill-text.js'
import { type Drill, drillsOf } from './drills.js'
import { describeIncident } from './incident-text.js'

/** One incident: a row a candidate, and what has to be said of the cells. */
export interface DrillCard {
  readonly group: ColumnGroup
  readonly notes: readonly string[]
}

/** A card an incident, in order of time; columns that no candidate can fill are left out. */
export function drillCards(results: Results): DrillCard[] {
  return drillsOf(results).map(drill => {
    const candidates = results.candidates.filter(({ incidents }) => incidents !== undefined)
    const columns = drillColumns.map(column => columnOf(column, drill, { results, candidates }))
    const filled = columns.filter(({ cells }) => cells.some(cell => cell !== nothing))
    const title = `Drill ${describeIncident(drill, results.scenario.durationMs)}`
    return { group: { title, candidates, columns: filled }, notes: drillNotes(drill, candidates) }
  })
}

const nothing: Cell = { text: '-', standing: 'none' }

function columnOf(
  column: DrillColumn,
  drill: Drill,
  { results, candidates }: { readonly results: Results; readonly candidates: readonly CandidateResult[] },
): Column {
  const metric = { incident: drill.name, name: column.metric }
  const ranked = column.ranked ? leagues(results).map(league => league.candidates) : []
  const standing = new Map(ranked.flatMap(members => [...standings(members, metric, results.intervals)]))
  const cells = candidates.map(candidate => {
    const text = drillText(candidate, { metric, format: column.format })
    return text === undefined ? nothing : { text, standing: standing.get(candidate.id) ?? 'none' }
  })
  return { head: column.head, cells }
}
