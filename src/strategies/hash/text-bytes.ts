/** A text as UTF-8, for hashes over bytes. The room is used again for the next text. */
export class TextBytes {
  bytes = new Uint8Array(128)
  length = 0
  readonly #encoder = new TextEncoder()

  clear(): this {
    this.length = 0
    return this
  }

  /** Adds a text at the end. What no UTF-8 can say (half of a surrogate pair) becomes U+FFFD, as everywhere. */
  append(text: string): this {
    // No character of a string takes more than three bytes.
    this.#reserve(3 * text.length)
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i)
      if (code > 127) {
        this.length += this.#encoder.encodeInto(text.slice(i), this.bytes.subarray(this.length)).written
        return this
      }
      this.bytes[this.length++] = code
    }
    return this
  }

  /** Adds a whole number >= 0 in decimal. */
  appendNumber(value: number): this {
    let digits = 1
    for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) digits++
    this.#reserve(digits)
    this.length += digits
    let rest = value
    for (let at = this.length - 1; digits > 0; at--, digits--) {
      const tens = Math.floor(rest / 10)
      this.bytes[at] = 48 + rest - 10 * tens
      rest = tens
    }
    return this
  }

  #reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return
    const bytes = new Uint8Array(2 * (this.length + more))
    bytes.set(this.bytes)
    this.bytes = bytes
  }
}
