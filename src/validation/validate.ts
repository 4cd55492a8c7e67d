import { derivedSeed } from '../model/random.js'
import { validationCases } from './cases/index.js'
import { type Judgement, judge } from './judge.js'
import { type SelfCheck, selfChecks } from './self-checks/index.js'
import { simulated } from './simulated.js'
import type { ValidationCase } from './validation-case.js'

/** One quantity at one point: theory beside the simulation. */
export interface ValidationRow extends Judgement {
  readonly model: string
  readonly case: string
  readonly quantity: string
  readonly theory: number
  readonly replications: number
  /** Measured, over all replications. */
  readonly requests: number
}

export interface Validation {
  readonly rows: readonly ValidationRow[]
  readonly checks: readonly SelfCheck[]
}

export interface ValidateOptions {
  /** A part of the points, with a tenth of the requests. */
  readonly quick?: boolean
  /** Told of what comes next, and waited for; `done` of `total` are behind. What it throws ends the validation. */
  readonly onCase?: (name: string, done: number, total: number) => Promise<void>
  /** Told of what a case came to, row by row. */
  readonly onRow?: ((row: ValidationRow) => void) | undefined
}

/** Compares the virtual world with queueing theory, point by point. The same every time: seeds are fixed. */
export async function validate({ quick = false, onCase, onRow }: ValidateOptions = {}): Promise<Validation> {
  const cases = validationCases.filter(point => !quick || point.quick)
  const total = cases.length + 1
  const rows: ValidationRow[] = []
  for (const [done, point] of cases.entries()) {
    await onCase?.(`${point.model}: ${point.name}`, done, total)
    const found = validateCase(point, { quick })
    rows.push(...found)
    for (const row of found) onRow?.(row)
  }
  await onCase?.('self-checks', cases.length, total)
  return { rows, checks: selfChecks() }
}

/** One point, a row a quantity. */
export function validateCase(
  point: ValidationCase,
  { quick = false }: { readonly quick?: boolean } = {},
): ValidationRow[] {
  const replications = quick ? 10 : 20
  const scenario = point.scenario(quick ? point.requests / 10 : point.requests)
  const expected = point.expected()
  const estimates = expected.map((): number[] => [])
  let requests = 0
  for (let k = 0; k < replications; k++) {
    const seed = derivedSeed(k, `${point.model}: ${point.name}`)
    const tally = simulated({ scenario, strategy: point.strategy, seed })
    requests += tally.requests
    for (const [i, { quantity }] of expected.entries()) estimates[i]!.push(quantity.of(tally, scenario))
  }
  return expected.map(({ quantity, theory }, i) => ({
    model: point.model,
    case: point.name,
    quantity: quantity.name,
    theory,
    ...judge(theory, estimates[i]!),
    replications,
    requests,
  }))
}
