import { describe, expect, it } from 'vitest'
import { type RunWatcher, toAll, watchedBy } from '../../../src/cli/watch/run-watcher.js'

const nothing = (): undefined => undefined
const deaf: RunWatcher = { starting: nothing, trialDone: nothing, looked: nothing, finished: nothing }

describe('watchers of a run', () => {
  it('all hear of everything, in order', () => {
    const heard: string[] = []
    const named = (name: string): RunWatcher => ({
      ...deaf,
      looked: found => heard.push(`${name} looked ${found}`),
      glimpse: (_, { atMs }) => heard.push(`${name} saw ${atMs}`),
      finished: () => heard.push(`${name} finished`),
    })
    const all = toAll([named('a'), deaf, named('b')])
    all.looked('x')
    all.glimpse({} as never, { atMs: 5 } as never)
    all.finished()
    expect(heard).toEqual(['a looked x', 'b looked x', 'a saw 5', 'b saw 5', 'a finished', 'b finished'])
  })

  it('make trials count only where one of them looks', () => {
    expect(watchedBy([]).glimpse).toBeUndefined()
    expect(watchedBy([deaf]).glimpse).toBeUndefined()
    expect(watchedBy([deaf, { ...deaf, glimpse: nothing }]).glimpse).toBeDefined()
  })
})
