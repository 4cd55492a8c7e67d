import type { Program } from './parent.js'

/** Between two questions, ms, and how many may stay unanswered. */
const everyMs = 500
const mostMissed = 10

/**
 * Asks a program now and then whether it is still there: one that loops for ever can be noticed by nobody inside. Counts
 * questions and not the clock, so that a machine that slept accuses nobody. Ends with the program.
 * @param stopped called once where nothing comes back
 */
export function watchPulse(program: Program, stopped: (afterSeconds: number) => void): void {
  let missed = 0
  const timer = setInterval(() => {
    if (missed++ === mostMissed) {
      clearInterval(timer)
      stopped((everyMs * mostMissed) / 1000)
    } else if (missed === 1) {
      program.call('pulse').then(
        () => {
          missed = 0
        },
        () => undefined,
      )
    }
  }, everyMs)
  timer.unref()
  void program.gone.then(() => clearInterval(timer))
}
