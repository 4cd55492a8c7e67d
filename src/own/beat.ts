/**
 * What a thread shares with whoever watches it: which call of a strategy it is in. Four numbers in shared memory, written at
 * each call and never waited for.
 */
export type Beat = Int32Array<SharedArrayBuffer>

/** Places in a `Beat`. A call is going on where `entered` and `left` differ; both go round at 2^31. */
export const beatAt = { entered: 0, left: 1, call: 2, requests: 3 } as const

/** The calls there are, by their number in a `Beat`. */
export const calls = ['load', 'start', 'pick', 'sent', 'answered', 'changed', 'probed', 'woken'] as const
export type Call = (typeof calls)[number]

export function newBeat(): Beat {
  return new Int32Array(new SharedArrayBuffer(16))
}

/** Says that a call begins. */
export function enter(beat: Beat, call: number): void {
  beat[beatAt.call] = call
  beat[beatAt.entered]++
}

/** Says that it is over. */
export function leave(beat: Beat): void {
  beat[beatAt.left] = beat[beatAt.entered]
}

/** The request it is at, in words. */
export function whenOf(beat: Beat): string {
  const requests = beat[beatAt.requests]!
  return requests === 0 ? 'before the first request' : `request ${requests}`
}
