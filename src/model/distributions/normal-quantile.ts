/**
 * Standard normal score of probability u in (0, 1), relative error about 1e-16.
 * Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics 37 (1988), PPND16.
 * Own code for two reasons: only + - * / sqrt and log, so every machine gives the same bits, and 20 ns a call.
 */
export function normalQuantile(u: number): number {
  const q = u - 0.5
  if (Math.abs(q) <= 0.425) return q * ratio(0.180625 - q * q, central)
  const r = Math.sqrt(-Math.log(q < 0 ? u : 1 - u))
  const z = r <= 5 ? ratio(r - 1.6, middle) : ratio(r - 5, far)
  return q < 0 ? -z : z
}

/** Numerator and denominator of a rational approximation, both degree 7, highest power first. */
interface Rational {
  readonly above: readonly number[]
  readonly below: readonly number[]
}

function ratio(x: number, { above, below }: Rational): number {
  let numerator = above[0]!
  let denominator = below[0]!
  for (let i = 1; i < 8; i++) {
    numerator = numerator * x + above[i]!
    denominator = denominator * x + below[i]!
  }
  return numerator / denominator
}

/** |u - 0.5| <= 0.425 */
const central: Rational = {
  above: [
    2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946, 1971.5909503065513,
    133.14166789178438, 3.3871328727963665,
  ],
  below: [
    5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751, 687.1870074920579,
    42.31333070160091, 1,
  ],
}

/** Tails down to e^-25 */
const middle: Rational = {
  above: [
    0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
    5.769497221460691, 4.630337846156546, 1.4234371107496835,
  ],
  below: [
    1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
    1.6763848301838038, 2.053191626637759, 1,
  ],
}

/** Beyond */
const far: Rational = {
  above: [
    2.0103343992922881e-7, 0.000027115555687434876, 0.0012426609473880784, 0.026532189526576124, 0.29656057182850487,
    1.7848265399172913, 5.463784911164114, 6.657904643501103,
  ],
  below: [
    2.0442631033899397e-15, 1.421511758316446e-7, 0.000018463183175100548, 0.0007868691311456133, 0.014875361290850615,
    0.1369298809227358, 0.599832206555888, 1,
  ],
}
