import { rename, writeFile } from 'node:fs/promises'
import type { Hands } from '../external/running.js'
import { serverLines } from './configuration.js'

/** As operators do it: another configuration, and SIGHUP. A new worker takes over, and the old one ends what it has. */
export const nginxHands: Hands = {
  poolText: serverLines,
  async change({ setup, signal }) {
    const file = setup.poolFile!
    // It may be reading the last one.
    await writeFile(`${file}.new`, serverLines(setup))
    await rename(`${file}.new`, file)
    await signal('SIGHUP')
  },
  refusal: /\[emerg\] \d+#\d+: (.*)/,
}
