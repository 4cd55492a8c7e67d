/** A square matrix, row by row. */
export type Matrix = readonly (readonly number[])[]

/**
 * The inverse of a symmetric positive definite matrix, by Cholesky's factors of the matrix scaled to a diagonal of ones: parameters
 * may differ by many powers of ten. Undefined where it has none that numbers of 53 bits can tell.
 */
export function inverseOf(matrix: Matrix): number[][] | undefined {
  const scales = matrix.map((row, i) => Math.sqrt(row[i]!))
  if (!scales.every(scale => scale > 0 && Number.isFinite(scale))) return undefined
  const lower = cholesky(matrix.map((row, i) => row.map((value, j) => value / (scales[i]! * scales[j]!))))
  if (lower === undefined) return undefined
  const columns = matrix.map((_, j) =>
    solved(
      lower,
      matrix.map((_, i) => (i === j ? 1 : 0)),
    ),
  )
  return matrix.map((_, i) => matrix.map((_, j) => columns[j]![i]! / (scales[i]! * scales[j]!)))
}

/** Below this a pivot of a matrix with ones on its diagonal is rounding. */
const tiniest = 1e-13

function cholesky(matrix: Matrix): number[][] | undefined {
  const lower: number[][] = []
  for (const [i, row] of matrix.entries()) {
    const own: number[] = []
    for (let j = 0; j <= i; j++) {
      const rest = row[j]! - dot(own, j === i ? own : lower[j]!, j)
      if (j < i) own.push(rest / lower[j]![j]!)
      else if (rest > tiniest) own.push(Math.sqrt(rest))
      else return undefined
    }
    lower.push(own)
  }
  return lower
}

/** Forwards through the factor, then backwards through its transpose. */
function solved(lower: Matrix, right: readonly number[]): number[] {
  const forward: number[] = []
  for (const [i, row] of lower.entries()) forward.push((right[i]! - dot(row, forward, i)) / row[i]!)
  const result = new Array<number>(right.length).fill(0)
  for (let i = right.length - 1; i >= 0; i--) {
    const known = lower.reduce((sum, row, k) => (k > i ? sum + row[i]! * result[k]! : sum), 0)
    result[i] = (forward[i]! - known) / lower[i]![i]!
  }
  return result
}

function dot(a: readonly number[], b: readonly number[], count: number): number {
  let sum = 0
  for (let k = 0; k < count; k++) sum += a[k]! * b[k]!
  return sum
}

/** Observations of a function that is linear in its parameters, or is so near where they are. */
export interface Observation {
  /** The derivative by each parameter. */
  readonly slopes: readonly number[]
  /** What is left to be explained. */
  readonly rest: number
  readonly weight: number
}

/** The weighted normal equations J'WJ and J'Wr, with some share added to the diagonal (Marquardt's damping; 0 for none). */
export function normalEquations(rows: readonly Observation[], damping = 0): { matrix: number[][]; right: number[] } {
  const count = rows[0]!.slopes.length
  const sumOf = (read: (row: Observation) => number): number =>
    rows.reduce((sum, row) => sum + row.weight * read(row), 0)
  const numbers = Array.from({ length: count }, (_, i) => i)
  return {
    matrix: numbers.map(i =>
      numbers.map(j => sumOf(({ slopes }) => slopes[i]! * slopes[j]!) * (i === j ? 1 + damping : 1)),
    ),
    right: numbers.map(i => sumOf(({ slopes, rest }) => slopes[i]! * rest)),
  }
}

/** The step of the parameters that explains most of the rest; undefined where the observations do not determine it. */
export function leastSquares(rows: readonly Observation[], damping = 0): number[] | undefined {
  const { matrix, right } = normalEquations(rows, damping)
  return inverseOf(matrix)?.map(row => dot(row, right, right.length))
}
