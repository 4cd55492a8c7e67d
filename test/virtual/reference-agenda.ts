/** What happens first of what is due at the same time. */
const ranks = [
  ...(['end', 'fault', 'knock', 'errand', 'check gives up', 'balancer plans'] as const),
  ...(['client gives up', 'balancer gives up', 'request'] as const),
] as const

type Rank = (typeof ranks)[number]

/** Something that will happen. */
export interface Entry {
  readonly atMs: number
  readonly rank: Rank
  /** Whose it is, to `drop` it. */
  readonly subject: unknown
  run(nowMs: number): void
}

interface Placed extends Entry {
  readonly place: number
}

/** A list of what will happen, sorted anew for each look at it. */
export class Agenda {
  nowMs = -Infinity
  /** Somebody who plans for himself: when it is his turn next, ms. */
  plansMs: () => number = () => Infinity
  plan: (nowMs: number) => void = () => undefined
  #entries: Placed[] = []
  #added = 0

  add(entry: Entry): void {
    this.#entries.push({ ...entry, place: this.#added++ })
  }

  /** Takes away what is planned for this subject. */
  drop(subject: unknown): void {
    this.#entries = this.#entries.filter(entry => entry.subject !== subject)
  }

  /** What is planned for this subject happens at another time. */
  move(subject: unknown, atMs: (atMs: number) => number): void {
    this.#entries = this.#entries.map(entry =>
      entry.subject === subject ? { ...entry, atMs: atMs(entry.atMs) } : entry,
    )
  }

  /** When the next thing happens, ms; Infinity where nothing is planned. */
  nextMs(): number {
    return this.#next()?.atMs ?? Infinity
  }

  /** Does the next thing, if there is one. */
  step(): void {
    const entry = this.#next()
    if (entry !== undefined) this.#do(entry)
  }

  /** Does what backends have to do by now. */
  settle(nowMs: number): void {
    for (;;) {
      const entry = this.#next()
      if (entry === undefined || entry.atMs > nowMs || ranks.indexOf(entry.rank) > ranks.indexOf('knock')) return
      this.#do(entry)
    }
  }

  #do(entry: Placed): void {
    this.#entries = this.#entries.filter(other => other !== entry)
    this.nowMs = Math.max(this.nowMs, entry.atMs)
    entry.run(entry.atMs)
  }

  /** Equal ones in the order in which they were added. */
  #next(): Placed | undefined {
    const plansMs = Math.max(this.nowMs, this.plansMs())
    const plan = { rank: 'balancer plans' as const, subject: undefined, place: 0 }
    const all =
      plansMs < Infinity
        ? [...this.#entries, { ...plan, atMs: plansMs, run: (nowMs: number) => this.plan(nowMs) }]
        : this.#entries
    return all.sort((a, b) => a.atMs - b.atMs || ranks.indexOf(a.rank) - ranks.indexOf(b.rank) || a.place - b.place)[0]
  }
}
