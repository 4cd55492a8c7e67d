/**
 * The Mersenne Twister MT19937 (Matsumoto and Nishimura 1998), as C++ `std::mt19937`: Envoy shuffles with it. A word is
 * made when it is drawn, for few ever are: the state is as good as never gone through.
 */
export class Mt19937 {
  readonly #state = new Int32Array(624)
  #at = 0

  /** @param seed its lowest 32 bits count */
  seed(seed: number): void {
    const state = this.#state
    state[0] = seed
    for (let i = 1; i < state.length; i++) {
      const last = state[i - 1]
      state[i] = Math.imul(last ^ (last >>> 30), 1812433253) + i
    }
    this.#at = 0
  }

  /** Uniform in [0, 2^32). */
  next(): number {
    const state = this.#state
    const i = this.#at
    this.#at = i === 623 ? 0 : i + 1
    const joined = (state[i] & 0x80000000) | (state[this.#at] & 0x7fffffff)
    const twisted = state[i < 227 ? i + 397 : i - 227] ^ (joined >>> 1) ^ (joined & 1 ? 0x9908b0df : 0)
    state[i] = twisted
    let word = twisted
    word ^= word >>> 11
    word ^= (word << 7) & 0x9d2c5680
    word ^= (word << 15) & 0xefc60000
    return (word ^ (word >>> 18)) >>> 0
  }
}
