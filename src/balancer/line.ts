/** A place in a line; it knows its neighbours, so that whoever has it can leave from the middle. */
export interface LinePlace<Item> {
  readonly item: Item
  /** When its patience ends, ms. */
  readonly untilMs: number
  previous: LinePlace<Item> | undefined
  next: LinePlace<Item> | undefined
}

/** First come, first served; anybody may leave at any time, in O(1). Where all have the same patience, the first loses it first. */
export class Line<Item> {
  first: LinePlace<Item> | undefined
  #last: LinePlace<Item> | undefined
  length = 0

  /** When the first one's patience ends, ms; Infinity where nobody waits. */
  get untilMs(): number {
    return this.first === undefined ? Infinity : this.first.untilMs
  }

  join(item: Item, untilMs: number): LinePlace<Item> {
    const place: LinePlace<Item> = { item, untilMs, previous: this.#last, next: undefined }
    if (this.#last === undefined) this.first = place
    else this.#last.next = place
    this.#last = place
    this.length++
    return place
  }

  /** Back to the front, for who was called in vain. */
  joinFirst(item: Item, untilMs: number): LinePlace<Item> {
    const place: LinePlace<Item> = { item, untilMs, previous: undefined, next: this.first }
    if (this.first === undefined) this.#last = place
    else this.first.previous = place
    this.first = place
    this.length++
    return place
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
