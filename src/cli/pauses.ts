import type { Io, Pause } from './io.js'

/** The system stops us within so long of being asked, or does not: where no shell could wake us (an orphaned process group), ms. */
const stoppedWithinMs = 50

/**
 * Ctrl-Z, `fg` and `bg`: what has to be done before and after. We stop as a program that listens to nothing does: the signal
 * is left to the system, which also knows where it must not be obeyed.
 */
export function pausesOf(process: NodeJS.Process): NonNullable<Io['atPause']> {
  return ({ before, after }: Pause) => {
    let timer: NodeJS.Timeout | undefined
    const stop = (): void => {
      before()
      process.off('SIGTSTP', stop)
      process.kill(process.pid, 'SIGTSTP')
      timer = setTimeout(goOn, stoppedWithinMs)
    }
    const goOn = (): void => {
      process.on('SIGTSTP', stop)
      after()
    }
    process.on('SIGTSTP', stop)
    // After a SIGSTOP, which nobody can hear.
    process.on('SIGCONT', after)
    return () => {
      clearTimeout(timer)
      process.off('SIGTSTP', stop)
      process.off('SIGCONT', after)
    }
  }
}
