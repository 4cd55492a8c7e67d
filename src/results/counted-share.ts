import type { Inference } from '../stats/inference.js'
import { infoOf, type MetricKey, type RoundMetrics, roundValue } from './metric-key.js'

/** Both sides of a difference of shares, over the rounds that tell it. */
interface Shares {
  readonly left: readonly RoundMetrics[]
  readonly right: readonly RoundMetrics[]
  readonly metric: MetricKey
  /** Whether rounds of one number met the same requests, in the same order; otherwise they are two samples. */
  readonly paired: boolean
}

/**
 * A difference of shares of requests, with no less of an error than counting leaves: few rounds may agree by chance on how many
 * requests failed, which says nothing of how many fail. Of the same requests at least |k| of a round went otherwise where the
 * sides differ by k, each as likely one way as the other if nothing differs (McNemar 1947); of two samples the error is the binomial
 * one of their common share. Rounds that vary by more than that keep what they vary by; other metrics stay as they are.
 */
export function withCounts(inference: Inference, shares: Shares): Inference {
  const { standardError } = inference
  if (standardError === null || typeof shares.metric !== 'string' || infoOf(shares.metric).unit !== 'share')
    return inference
  const least = Math.sqrt(shares.paired ? discordant(shares) : binomial(shares))
  return least > standardError ? { ...inference, standardError: least } : inference
}

/** Variance of a mean of differences that as many requests make as the rounds show at least. */
function discordant({ left, right, metric }: Shares): number {
  const rounds = left.flatMap((one, i) => {
    const [share, other] = [shareOf(one, metric), shareOf(right[i]!, metric)]
    return share === undefined || other === undefined ? [] : [Math.abs(share.share - other.share) / share.requests]
  })
  return rounds.length === 0 ? 0 : sum(rounds) / rounds.length ** 2
}

function binomial({ left, right, metric }: Shares): number {
  const [mine, others] = [left, right].map(rounds => totals(rounds, metric)) as [Totals, Totals]
  if (mine.requests === 0 || others.requests === 0) return 0
  const share = (mine.met + others.met) / (mine.requests + others.requests)
  return share * (1 - share) * (1 / mine.requests + 1 / others.requests)
}

interface Totals {
  readonly met: number
  readonly requests: number
}

function totals(rounds: readonly RoundMetrics[], metric: MetricKey): Totals {
  const known = rounds.flatMap(round => shareOf(round, metric) ?? [])
  return { met: sum(known.map(one => one.share * one.requests)), requests: sum(known.map(one => one.requests)) }
}

function shareOf(round: RoundMetrics, metric: MetricKey): { share: number; requests: number } | undefined {
  const [share, requests] = [roundValue(round, metric), round.metrics.requests ?? 0]
  return share === null || requests === 0 ? undefined : { share, requests }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
