/** How long something took. */
export interface Lasted {
  readonly ms: number
  /** It was looked for so long in vain: it took longer, or never happened. */
  readonly atLeast: boolean
}
