/** What a strategy did that it must not: the rest of a sentence that begins with its name. */
export class Violation extends Error {
  /** What it threw, where it threw. */
  readonly thrown: unknown

  constructor(what: string, thrown?: unknown) {
    super(what)
    this.thrown = thrown
  }
}
