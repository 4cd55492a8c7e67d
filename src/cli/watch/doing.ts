import type { TrialPhase } from '../../bench/engine.js'

const words: Readonly<Record<TrialPhase, string>> = {
  boot: 'starting programs',
  prime: 'connecting',
  'warm-up': 'warming up',
  measure: 'measuring',
  drain: 'waiting for the last answers',
  stop: 'stopping programs',
}

/**
 * What a live trial does now: "measuring 3.2/8 s".
 * @param phases begun, or known to begin, in their order, on the clock of `nowMs`
 */
export function doingAt(
  phases: readonly { readonly phase: TrialPhase; readonly beginsAtMs: number }[],
  nowMs: number,
  lasting: { readonly warmupMs: number; readonly durationMs: number },
): string {
  const current = phases.findLast(({ beginsAtMs }) => beginsAtMs <= nowMs)
  if (current === undefined) return words.boot
  const { phase, beginsAtMs } = current
  const text = words[phase]
  if (phase !== 'warm-up' && phase !== 'measure') return text
  const lengthMs = phase === 'measure' ? lasting.durationMs : lasting.warmupMs
  return `${text} ${(Math.min(nowMs - beginsAtMs, lengthMs) / 1000).toFixed(1)}/${Number((lengthMs / 1000).toFixed(1))} s`
}
