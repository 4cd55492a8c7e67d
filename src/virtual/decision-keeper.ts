import { createHash } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import type { TrialDecisions } from '../bench/trial.js'
import { DecisionPacker } from '../trace/decision-log.js'
import type { Decision, Observer } from './observer.js'

/** Keeps what a trial decides, packed: all of it while there are few decisions, and its digest however many there are. */
export class DecisionKeeper implements Observer {
  readonly #most: number
  readonly #hash = createHash('sha256')
  readonly #packer: DecisionPacker
  #kept: Uint8Array[] | undefined = []
  #count = 0

  /** @param most decisions to be kept; of more there is the digest alone */
  constructor(most: number) {
    this.#most = most
    this.#packer = new DecisionPacker(block => {
      this.#hash.update(block)
      this.#kept?.push(block.slice())
    })
  }

  decided({ row, attempt, backend }: Decision): void {
    this.#count++
    if (this.#count > this.#most) this.#kept = undefined
    this.#packer.add(row, attempt, backend)
  }

  /** The trial is over. */
  decisions(): TrialDecisions {
    this.#packer.flush()
    const packed = this.#kept && deflateRawSync(Buffer.concat(this.#kept))
    return {
      decisions: this.#count,
      sha256: this.#hash.digest('hex'),
      deflated: packed?.toString('base64') ?? null,
    }
  }
}
