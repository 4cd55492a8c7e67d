import { type Gate, needsBaseline, type Operator, quoted, type Reference, type Who } from './gate.js'

/** What one verdict is about: cells of which all have to hold, or any one. */
export interface Claim {
  /** The gate, with the candidate it is about. */
  readonly gate: string
  readonly any: boolean
  readonly onlyIfTold: boolean
  /** One, unless `any`; none where a baseline holds no candidate. */
  readonly cells: readonly Cell[]
}

/** A gate on one candidate, to be judged by numbers. */
export interface Cell {
  readonly operator: Operator
  readonly left: Named
  readonly limit: CellLimit
}

export interface Named {
  readonly candidate: string
  readonly metric: Reference['metric']
}

export type CellLimit =
  | { readonly kind: 'number'; readonly value: number }
  | {
      readonly kind: 'reference'
      readonly factor: number
      readonly run: 'this' | 'baseline'
      readonly of: Named
      readonly plus: number
    }

/** Who can be meant by "all" in a run: those measured, or to be measured, those stopped, and those that their engine refused. */
export interface Field {
  readonly candidates: readonly { readonly id: string }[]
  readonly stopped: readonly { readonly candidate: string }[]
  readonly refused: readonly { readonly candidate: string }[]
}

/** All verdicts there will be of a gate. `baselineIds`: who can be meant by "all" against a baseline, which knows none that is new. */
export function claimsOf(gate: Gate, results: Field, baselineIds: readonly string[]): Claim[] {
  const { onlyIfTold = false } = gate
  const ids = everybody(results)
  const against = gate.right.kind === 'reference' && gate.right.run === 'this' ? named(gate.right.of.who) : undefined
  const everyone = needsBaseline(gate) ? baselineIds : ids.filter(id => id !== against)
  const lefts = gate.left.who.kind === 'one' ? [gate.left.who.candidate] : everyone
  const cells = lefts.flatMap(candidate => cellsOf(gate, candidate, ids))
  const anyRight = gate.right.kind === 'reference' && gate.right.of.who.kind === 'any'
  if (gate.left.who.kind === 'any') return [{ gate: gate.text.trim(), any: true, onlyIfTold, cells }]
  if (!anyRight) return cells.map(cell => ({ gate: textOf(gate, cell), any: false, onlyIfTold, cells: [cell] }))
  return lefts.map(candidate => ({
    gate: gate.left.who.kind === 'one' ? gate.text.trim() : withLeft(gate, candidate),
    any: true,
    onlyIfTold,
    cells: cells.filter(({ left }) => left.candidate === candidate),
  }))
}

/** Everybody who was asked for: one that is missing must not be forgotten. */
export function everybody({ candidates, stopped, refused }: Field): string[] {
  return [...candidates.map(({ id }) => id), ...[...stopped, ...refused].map(({ candidate }) => candidate)]
}

/** A cell for each candidate on the right; "p99 <= 1.2 * rr.p99" is about the others: rr is not held against itself. */
function cellsOf({ left, operator, right }: Gate, candidate: string, ids: readonly string[]): Cell[] {
  const own = { candidate, metric: left.metric }
  if (right.kind === 'number') return [{ operator, left: own, limit: right }]
  const { who, metric } = right.of
  const others = who.kind === 'one' ? [who.candidate] : who.kind === 'same' ? [candidate] : without(ids, candidate)
  return others.map(other => ({ operator, left: own, limit: { ...right, of: { candidate: other, metric } } }))
}

/** The gate as written, with names where it says "all" or nothing. */
function textOf(gate: Gate, { left, limit }: Cell): string {
  const text = gate.left.who.kind === 'one' ? gate.text.trim() : withLeft(gate, left.candidate)
  const several = gate.right.kind === 'reference' && gate.right.of.who.kind === 'all' && limit.kind === 'reference'
  return several ? text.replace(/(?<=[\s*<>=])all\./, () => `${quoted(limit.of.candidate)}.`) : text
}

function withLeft({ text }: Gate, candidate: string): string {
  return `${quoted(candidate)}.${text.trim().replace(/^all\./, '')}`
}

const named = (who: Who): string | undefined => (who.kind === 'one' ? who.candidate : undefined)
const without = (ids: readonly string[], one: string): string[] => ids.filter(id => id !== one)
