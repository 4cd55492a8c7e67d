/** Where a strategy comes from that is not one of ours; plain data, so that whoever runs it can load it again. */
export interface StrategySource {
  /** Absolute. */
  readonly path: string
  /** As the user wrote it, e.g. "./my-strategy.ts": what messages call it. */
  readonly label: string
  /** SHA-256 of the file, hex: tells a run on changed code apart. */
  readonly sha256: string
}

/** What the name of such a file may end in, as messages have it. */
export const strategyEndings = '.ts, .mts, .js, .mjs or .cjs'

/** Whether what stands where a strategy's name could is the path of a file: "./mine.ts", "../mine", "/x/mine.js", "mine.mjs". */
export function isStrategyFile(text: string): boolean {
  return /^\.{0,2}\//.test(text) || /\.[mc]?[jt]s$/.test(text)
}
