import { LbbenchError } from '../../errors.js'
import type { Answer, Call } from './messages.js'

/** What a child can be asked: a function a call, one argument, a value that the IPC channel can carry. */
export type Calls = Readonly<Record<string, (argument: never) => unknown>>

/**
 * Turns this process into a program that answers its parent, and that ends the moment the parent is gone, however that
 * came about (also SIGKILL): the kernel closes the channel and `disconnect` fires.
 * A call that fails with a `LbbenchError` is answered with it; any other error is a defect and crashes with its stack.
 * @param farewell what must be done before it ends; the parent waits half a second for it
 */
export function answerParent(calls: Calls, farewell: () => Promise<unknown> = async () => undefined): void {
  const leave = (): void => void farewell().finally(() => process.exit(0))
  process.on('disconnect', leave)
  if (!process.connected) leave()
  process.on('message', (message: unknown) => void handle(calls, message as Call))
}

async function handle(calls: Calls, call: Call): Promise<void> {
  try {
    const value = await calls[call.name]!(call.argument as never)
    reply({ id: call.id, value })
  } catch (error) {
    if (!(error instanceof LbbenchError)) throw error
    reply({ id: call.id, error: { code: error.code, message: error.message, hint: error.hint } })
  }
}

function reply(answer: Answer): void {
  process.send?.(answer)
}
