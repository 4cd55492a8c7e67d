import { exitStatus, LbbenchError } from '../errors.js'
import { inForeground } from './foreground.js'
import { main } from './main.js'
import { pausesOf } from './pauses.js'

/**
 * Runs the program in a real process. Ctrl-C once stops and reports what there is; twice stops at once (our child
 * processes end by themselves when the channel to us closes). A closed pipe (`| head`) ends it quietly, with a
 * status that says nothing of gates.
 */
export async function run(process: NodeJS.Process): Promise<void> {
  const stop = new AbortController()
  const interrupt = (): void => {
    if (stop.signal.aborted) process.exit(exitStatus.interrupted)
    stop.abort(new LbbenchError('INTERRUPTED', 'stopped by the user'))
  }
  process.on('SIGINT', interrupt)
  process.on('SIGTERM', interrupt)
  process.on('SIGHUP', interrupt)
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
      process.exit(exitStatus.pipeClosed)
    })
  const last = new Set<() => void>()
  process.on('exit', () => {
    for (const what of last) what()
  })
  const { stdin, stdout, stderr, env } = process
  process.exitCode = await main(process.argv.slice(2), {
    stdin,
    stdout,
    stderr,
    env,
    cwd: process.cwd(),
    signal: stop.signal,
    now: () => new Date(),
    atExit(what) {
      last.add(what)
      return () => last.delete(what)
    },
    atPause: pausesOf(process),
    inForeground,
  })
}
