import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { windowMs } from '../../../model/sight.js'
import { monotonicMs } from '../../clock.js'
import type { Eyes } from '../external/running.js'
import { trialTime } from '../external/wall-clock.js'
import { type Count, triesBetween, triesIn } from './counts.js'
import { serverGlimpses } from './server-log.js'
import { askHaproxy, statsSocket } from './stats-socket.js'

/** Backends have an id each, frontends as well: type 4 is servers, of all proxies. */
const everyServer = 'show stat -1 4 -1'

/** Its counts at every edge of a window, and what its log says of its servers. */
export const haproxyEyes: Eyes = {
  watch({ setup, folder, log }, { startAt }) {
    const inTrial = trialTime(startAt)
    const servers = setup.backends.map(({ spec }) => spec.name)
    const counts: Count[] = []
    let timer: NodeJS.Timeout | undefined
    let ended = false
    const count = async (): Promise<void> => {
      const asked = monotonicMs()
      const tries = triesIn(await askHaproxy(join(folder, statsSocket), everyServer), servers)
      if (tries !== undefined) counts.push({ atMs: (asked + monotonicMs()) / 2 - startAt, tries })
    }
    const next = (): void => {
      if (ended) return
      const edge = Math.max(0, Math.floor((monotonicMs() - startAt) / windowMs + 1)) * windowMs
      // One that is not answered is missing; a HAProxy that is gone is found out by whoever started it.
      timer = setTimeout(
        () =>
          void count()
            .catch(() => undefined)
            .then(next),
        startAt + edge - monotonicMs(),
      )
    }
    next()
    const end = (): void => {
      ended = true
      clearTimeout(timer)
    }
    return {
      end,
      async seen() {
        end()
        await count()
        return [...triesBetween(counts, windowMs), ...serverGlimpses(await readFile(log, 'utf8'), servers, inTrial)]
      },
    }
  },
}
