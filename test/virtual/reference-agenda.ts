/** What happens first of what is due at the same time. */
const ranks = ['end', 'fault', 'knock', 'client gives up', 'balancer gives up', 'request'] as const

type Rank = (typeof ranks)[number]

/** Something that will happen. */
export interface Entry {
  readonly atMs: number
  readonly rank: Rank
  /** Whose it is, to `drop` it. */
  readonly subject: unknown
  run(nowMs: number): void
}

/** A list of what will happen, sorted anew for each look at it. */
export class Agenda {
  #entries: Entry[] = []

  add(entry: Entry): void {
    this.#entries.push(entry)
  }

  /** Takes away what is planned for this subject. */
  drop(subject: unknown): void {
    this.#entries = this.#entries.filter(entry => entry.subject !== subject)
  }

  /** Does the next thing. False where nothing is planned. */
  step(): boolean {
    const entry = this.#next()
    if (entry === undefined) return false
    this.#do(entry)
    return true
  }

  /** Does what backends have to do by now. */
  settle(nowMs: number): void {
    for (;;) {
      const entry = this.#next()
      if (entry === undefined || entry.atMs > nowMs || ranks.indexOf(entry.rank) > ranks.indexOf('knock')) return
      this.#do(entry)
    }
  }

  #do(entry: Entry): void {
    this.#entries.splice(this.#entries.indexOf(entry), 1)
    entry.run(entry.atMs)
  }

  /** Equal ones in the order in which they were added: sorting keeps it. */
  #next(): Entry | undefined {
    this.#entries.sort((a, b) => a.atMs - b.atMs || ranks.indexOf(a.rank) - ranks.indexOf(b.rank))
    return this.#entries[0]
  }
}
