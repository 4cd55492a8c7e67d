import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Eyes } from '../external/running.js'
import { trialTime } from '../external/wall-clock.js'
import { nginxGlimpses } from './glimpses.js'

const accessLog = 'sight.log'

/** nginx tells each request once it has ended: when, on which connection, and whom it tried, how long each. */
export const sightLines = `log_format sight '$msec $connection $upstream_addr|$upstream_response_time';
access_log ${accessLog} sight;
`

/** A client that gave up is noticed, and logged, within a turn of its loop; the machine may be busy. */
const settlingMs = 100

/** What nginx did, from its access log (to 1 ms) and what its error log says of servers that it bans. */
export const nginxEyes: Eyes = {
  watch({ setup, folder, log }, { startAt }) {
    const inTrial = trialTime(startAt)
    return {
      async seen(changedMs) {
        await delay(settlingMs)
        const [access, errors] = await Promise.all([readFile(join(folder, accessLog), 'utf8'), readFile(log, 'utf8')])
        return nginxGlimpses({ access, errors, backends: setup.backends, inTrial, changedMs })
      },
    }
  },
}
