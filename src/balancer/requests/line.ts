/** A place in a line; it knows its neighbours, so that whoever has it can leave from the middle. */
export interface LinePlace<Item> {
  readonly item: Item
  /** When its patience ends, ms. */
  readonly untilMs: number
  /** Who joined earlier has the smaller one. */
  readonly order: number
  previous: LinePlace<Item> | undefined
  next: LinePlace<Item> | undefined
}

/** First come, first served; anybody may leave at any time, in O(1). Where all have the same patience, the first loses it first. */
export class Line<Item> {
  first: LinePlace<Item> | undefined
  #last: LinePlace<Item> | undefined
  length = 0
  #joined = 0

  /** When the first one's patience ends, ms; Infinity where nobody waits. */
  get untilMs(): number {
    return this.first === undefined ? Infinity : this.first.untilMs
  }

  join(item: Item, untilMs: number): LinePlace<Item> {
    const place = { item, untilMs, order: this.#joined++, previous: this.#last, next: undefined }
    if (this.#last === undefined) this.first = place
    else this.#last.next = place
    this.#last = place
    this.length++
    return place
  }

  /** Takes up the place again that it had left: before all who came later. */
  rejoin(place: LinePlace<Item>): void {
    let next = this.first
    while (next !== undefined && next.order < place.order) next = next.next
    place.next = next
    place.previous = next === undefined ? this.#last : next.previous
    if (place.previous === undefined) this.first = place
    else place.previous.next = place
    if (next === undefined) this.#last = place
    else next.previous = place
    this.length++
  }

  /** @param place in this line */
  leave(place: LinePlace<Item>): void {
    if (place.previous === undefined) this.first = place.next
    else place.previous.next = place.next
    if (place.next === undefined) this.#last = place.previous
    else place.next.previous = place.previous
    this.length--
  }
}
