/** A whole number with a comma every three digits: 100000 -> "100,000". */
export function thousands(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',')
}
