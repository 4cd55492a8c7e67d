import { monotonicMs } from '../../live/clock.js'
import { paint } from '../../report/paint.js'
import { charsetOf } from '../charset.js'
import { type Io, wantsColor } from '../io.js'
import { RunState, type RunStateOptions } from './run-state.js'
import type { RunWatcher } from './run-watcher.js'
import type { Screen } from './screen.js'
import { steadyView } from './view/steady-view.js'

/** Between two draws at least, ms, and at most, where nothing happens: clocks go on. */
const leastMs = 100
const mostMs = 500
/** Of a terminal that does not know its size. */
const usualRows = 24
const usualColumns = 80

/** A few lines on a terminal that show how a run goes, drawn in place until it is over. */
export function liveView(options: Omit<RunStateOptions, 'startedMs'>, screen: Screen, io: Io): RunWatcher {
  const state = new RunState({ ...options, startedMs: monotonicMs() }, monotonicMs)
  const render = steadyView()
  let drawnMs = monotonicMs()
  let timer: NodeJS.Timeout | undefined
  const draw = (): void => {
    drawnMs = monotonicMs()
    screen.draw(render(state.view(), lookOf(io)))
    plan(mostMs)
  }
  const plan = (afterMs: number): void => {
    clearTimeout(timer)
    timer = setTimeout(draw, afterMs)
    timer.unref()
  }
  const changed = (): void => plan(Math.max(0, drawnMs + leastMs - monotonicMs()))
  const stop = (): void => {
    state.stopping = true
    draw()
  }
  io.signal.addEventListener('abort', stop)
  screen.redrawnBy(draw)
  plan(leastMs)
  return {
    starting: (...all) => after(changed, () => state.starting(...all)),
    phase: (...all) => after(changed, () => state.phase(...all)),
    glimpse: (...all) => after(changed, () => state.glimpse(...all)),
    trialDone: (...all) => after(changed, () => state.trialDone(...all)),
    stopped: stop =>
      after(changed, () => {
        state.stopped(stop)
        screen.say(`${stop.candidate} is out: ${stop.reason}`)
      }),
    looked: found => after(changed, () => state.looked(found)),
    finished() {
      clearTimeout(timer)
      io.signal.removeEventListener('abort', stop)
      screen.close()
    },
  }
}

function after(then: () => void, what: () => void): void {
  what()
  then()
}

function lookOf({ stderr, env }: Io) {
  return {
    // Not COLUMNS: what a terminal is now is what counts, whenever it is drawn.
    width: Math.max(1, (stderr.columns || usualColumns) - 1),
    height: (stderr.rows || usualRows) - 1,
    charset: charsetOf(env),
    paint: paint(wantsColor(stderr, env)),
  }
}
