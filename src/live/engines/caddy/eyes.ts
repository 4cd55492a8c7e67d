import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Eyes } from '../external/running.js'
import { trialTime } from '../external/wall-clock.js'
import { caddyGlimpses } from './glimpses.js'
import { sightLog } from './trial-options.js'

/** A client that gave up is noticed, and logged, soon after; the machine may be busy. */
const settlingMs = 100

/** What Caddy did, from what its reverse proxy logs on level debug, to the microsecond. */
export const caddyEyes: Eyes = {
  watch({ setup, folder }, { startAt }) {
    const inTrial = trialTime(startAt)
    return {
      async seen() {
        await delay(settlingMs)
        return caddyGlimpses(await readFile(join(folder, sightLog), 'utf8'), setup, inTrial)
      },
    }
  },
}
