import { windowMs } from '../model/sight.js'

/** Beyond it a picture shows no more, and files become large: windows of a trial that something befell. */
export const mostWindows = 1200
/** Where nothing did, fewer, so that each holds requests enough to tell a p99. */
export const mostPlainWindows = 60
/** More backends have no line of their own in any picture. */
export const mostBackendRows = 32

/** The shortest of 100, 200, 500, 1000, ... ms that gives at most `most` windows. */
export function windowLengthMs(durationMs: number, most: number): number {
  for (let decade = windowMs; ; decade *= 10) {
    for (const step of [1, 2, 5]) if (Math.ceil(durationMs / (decade * step)) <= most) return decade * step
  }
}
