import type { Chooser, Strategy } from '../strategies/strategy.js'
import { type Beat, type Call, calls, enter, leave } from './beat.js'

/** The strategy as it is, but that `beat` shows which call it is in; what it throws and returns passes through. */
export function beating(strategy: Strategy, beat: Beat): Strategy {
  const during = <T>(call: Call, run: () => T): T => {
    enter(beat, calls.indexOf(call))
    try {
      return run()
    } finally {
      leave(beat)
    }
  }
  return {
    ...strategy,
    start(...given) {
      const chooser = during('start', () => strategy.start(...given))
      return typeof (chooser as Chooser | undefined)?.pick === 'function' ? beatingChooser(chooser, during) : chooser
    },
  }
}

function beatingChooser(chooser: Chooser, during: <T>(call: Call, run: () => T) => T): Chooser {
  return {
    pick: (...given) => during('pick', () => chooser.pick(...given)),
    sent: (...given) => during('sent', () => chooser.sent?.(...given)),
    answered: (...given) => during('answered', () => chooser.answered?.(...given)),
    changed: (...given) => during('changed', () => chooser.changed?.(...given)),
    probed: (...given) => during('probed', () => chooser.probed?.(...given)),
    woken: (...given) => during('woken', () => chooser.woken?.(...given)),
  }
}
