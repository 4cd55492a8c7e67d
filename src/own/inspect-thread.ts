import { answerThread } from './ask-thread.js'
import { calls, enter, leave } from './beat.js'
import type { InspectedStrategy } from './inspect-strategy.js'
import { loadStrategy } from './load-strategy.js'

/** Main of the thread in which a user's file is looked at. */
answerThread(
  async ({ path, label }: { readonly path: string; readonly label: string }, beat): Promise<InspectedStrategy> => {
    enter(beat, calls.indexOf('load'))
    const { strategy, source } = await loadStrategy(path, label)
    leave(beat)
    const { start: _, around: __, ...described } = strategy
    return { strategy: described, source }
  },
)
