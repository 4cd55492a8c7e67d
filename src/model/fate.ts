import type { BackendSpec, FailureSpec } from './backend-spec.js'
import { failedStoreStatus, lostSessionStatus } from './sessions.js'

/**
 * How a backend ends a request: an answer, an answer with the error status, a TCP RST, or a FIN without a byte; where there are
 * sessions, that its session is unknown, or that the store of sessions failed. Numbers, for a column.
 */
export const fates = { answer: 0, error: 1, reset: 2, close: 3, lost: 4, storeFailed: 5 } as const

export type Fate = (typeof fates)[keyof typeof fates]

/** What the failure draw makes of a request. A hang holds its worker first, and then ends in `close`. */
export type FailureKind = 'none' | 'error' | 'reset' | 'close' | 'hang'

/**
 * The shares lie side by side in [0, 1) from 0 on: errors, resets, closes, hangs. So a request that fails at one backend
 * fails at another with the same shares, and a larger share only adds failures.
 * @param draw in [0, 1), of the request
 */
export function failureOf(failures: FailureSpec, draw: number): FailureKind {
  let edge = failures.errorShare
  if (draw < edge) return 'error'
  edge += failures.resetShare
  if (draw < edge) return 'reset'
  edge += failures.closeShare
  if (draw < edge) return 'close'
  edge += failures.hangShare
  return draw < edge ? 'hang' : 'none'
}

/** The status of the answer a request gets; undefined where it gets none. */
export function statusOf(fate: number, errorStatus: number): number | undefined {
  if (fate === fates.answer) return 200
  if (fate === fates.error) return errorStatus
  if (fate === fates.lost) return lostSessionStatus
  return fate === fates.storeFailed ? failedStoreStatus : undefined
}

/** How this kind of failure ends. */
export function fateOf(kind: FailureKind): Fate {
  if (kind === 'none') return fates.answer
  return kind === 'hang' ? fates.close : fates[kind]
}

/** What share of requests fails, in [0, 1]. */
export function failureShare({ errorShare, resetShare, closeShare, hangShare }: FailureSpec): number {
  return errorShare + resetShare + closeShare + hangShare
}

/** Whether any request can ever fail at all: where none can, no failure has to be drawn. */
export function canFail({ failures, faults }: Pick<BackendSpec, 'failures' | 'faults'>): boolean {
  return failureShare(failures) > 0 || faults.some(event => event.kind === 'errors' && event.share > 0)
}
