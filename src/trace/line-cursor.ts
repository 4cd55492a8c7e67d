import type { FileHandle } from 'node:fs/promises'

/** Read at a time. */
const blockBytes = 1 << 18

/**
 * Goes through the lines of a part of a file without holding more of it than a block. Taking a line waits for nothing, so that tens
 * of millions of them cost no promise each: `fill` first wherever it is `spent`.
 */
export class LineCursor {
  readonly #file: FileHandle
  readonly #buffer = Buffer.allocUnsafe(blockBytes)
  #fromByte: number
  readonly #toByte: number
  #lines: readonly string[] = []
  #at = 0
  #rest = ''

  /** @param toByte just behind a line feed */
  constructor(file: FileHandle, fromByte: number, toByte: number) {
    this.#file = file
    this.#fromByte = fromByte
    this.#toByte = toByte
  }

  /** Nothing to take before the next `fill`. */
  get spent(): boolean {
    return this.#at === this.#lines.length
  }

  /** Reads on until there is a line, if there is one. */
  async fill(): Promise<void> {
    while (this.spent && this.#fromByte < this.#toByte) {
      const length = Math.min(blockBytes, this.#toByte - this.#fromByte)
      const { bytesRead } = await this.#file.read(this.#buffer, 0, length, this.#fromByte)
      if (bytesRead === 0) return
      this.#fromByte += bytesRead
      const lines = (this.#rest + this.#buffer.toString('latin1', 0, bytesRead)).split('\n')
      this.#rest = lines.pop()!
      this.#lines = lines
      this.#at = 0
    }
  }

  /** Without its line feed; undefined behind the last. */
  take(): string | undefined {
    return this.spent ? undefined : this.#lines[this.#at++]
  }
}
