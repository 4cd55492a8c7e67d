import fc from 'fast-check'

/**
 * Every run draws the same examples, so that a red one means a change, not luck. To look for more:
 * `EXAMPLES=$RANDOM npm test`.
 */
fc.configureGlobal({ seed: Number(process.env.EXAMPLES ?? 1) })
