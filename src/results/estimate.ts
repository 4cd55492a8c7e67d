/** One number with its uncertainty over rounds. `n` is the number of rounds it rests on. */
export interface Estimate {
  readonly value: number
  /** 95 % interval over rounds; equal to `value` never stands for "unknown": then they are null. */
  readonly low: number | null
  readonly high: number | null
  readonly n: number
}
