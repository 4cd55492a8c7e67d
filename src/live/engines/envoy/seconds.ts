/** A time as protocol buffers read it in JSON and YAML, e.g. "0.5s". */
export function seconds(ms: number): string {
  return `${Math.min(Math.max(1, Math.round(ms)), 2 ** 31 - 1) / 1000}s`
}
