/** A time as a scenario writes it, in three digits: 20 -> "20ms", 1500 -> "1.5s", 0.2 -> "200us". */
export function time(ms: number): string {
  const tidy = Number(ms.toPrecision(3))
  if (tidy >= 1000) return `${tidy / 1000}s`
  return tidy >= 1 ? `${tidy}ms` : `${Number((tidy * 1000).toPrecision(3))}us`
}
