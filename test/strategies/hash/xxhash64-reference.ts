const [p1, p2, p3, p4, p5] = [
  0x9e3779b185ebca87n,
  0xc2b2ae3d27d4eb4fn,
  0x165667b19e3779f9n,
  0x85ebca77c2b2ae63n,
  0x27d4eb2f165667c5n,
]
const wrap = (value: bigint) => BigInt.asUintN(64, value)
const rotate = (value: bigint, bits: bigint) => wrap((value << bits) | (wrap(value) >> (64n - bits)))
const round = (lane: bigint, word: bigint) => wrap(rotate(wrap(lane + word * p2), 31n) * p1)

/** xxHash64 in 64-bit numbers, step by step as its specification (Cyan4973/xxHash, doc/xxhash_spec.md) says. */
export function xxHash64(bytes: Uint8Array, seed = 0n): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  let at = 0
  let h = wrap(seed + p5)
  if (bytes.length >= 32) {
    const lanes = [seed + p1 + p2, seed + p2, seed, seed - p1].map(wrap)
    for (; at + 32 <= bytes.length; at += 32) {
      lanes.forEach((lane, i) => {
        lanes[i] = round(lane, view.getBigUint64(at + 8 * i, true))
      })
    }
    h = wrap([1n, 7n, 12n, 18n].reduce((sum, bits, i) => sum + rotate(lanes[i], bits), 0n))
    for (const lane of lanes) h = wrap((h ^ round(0n, lane)) * p1 + p4)
  }
  h = wrap(h + BigInt(bytes.length))
  for (; at + 8 <= bytes.length; at += 8) {
    h = wrap(rotate(h ^ round(0n, view.getBigUint64(at, true)), 27n) * p1 + p4)
  }
  if (at + 4 <= bytes.length) {
    h = wrap(rotate(h ^ wrap(BigInt(view.getUint32(at, true)) * p1), 23n) * p2 + p3)
    at += 4
  }
  for (; at < bytes.length; at++) h = wrap(rotate(h ^ wrap(BigInt(bytes[at]) * p5), 11n) * p1)
  h = wrap((h ^ (h >> 33n)) * p2)
  h = wrap((h ^ (h >> 29n)) * p3)
  return h ^ (h >> 32n)
}
