import { cannotWrite } from '../cannot-write.js'
import { exitStatus, LbbenchError } from '../errors.js'
import { describeError } from './describe-error.js'
import { inForeground } from './foreground.js'
import { main } from './main.js'
import { pausesOf } from './pauses.js'

/**
 * Runs the program in a real process. Ctrl-C once stops and reports what there is; twice stops at once (our child
 * processes end by themselves when the channel to us closes). A closed pipe (`| head`) ends it quietly, with a
 * status that says nothing of gates; results that cannot be printed (`> FILE` on a full disk) end it with one line.
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
    stream.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EPIPE' ? process.exit(exitStatus.pipeClosed) : cannotPrint(stream, error, process),
    )
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

/** Where stderr is what cannot be written, nothing can be said: the status has to. */
function cannotPrint(stream: NodeJS.WriteStream, error: NodeJS.ErrnoException, process: NodeJS.Process): never {
  const fault = cannotWrite('what goes to stdout could not be written', error, 'send it elsewhere')
  if (stream === process.stdout) process.stderr.write(describeError(fault, { cwd: process.cwd() }))
  process.exit(fault.exitStatus)
}
