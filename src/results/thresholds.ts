/**
 * When the harness itself spoils a result. Evidence: 132 slices measured on 2 cores at 200 to 16,000 requests/s, with
 * and without foreign load (docs/results.md, "How far to trust it"). The limits in ms were found for latencies of tens of
 * ms; where a candidate's tail is 500 ms, 5 ms more falsify nothing. So each also has to be a noticeable share of the
 * tail the result claims (p99, or the highest percentile it has). Overhead hits tail requests no harder than others, so
 * an overhead p99 of 10 % of the tail moves that tail by far less than 10 %.
 */
export const thresholds = {
  /** Quiet machine, ordinary scheduling: half of the slices stay below 2 ms, nearly all below 5 ms. */
  overheadP99: { cautionMs: 2, cautionShare: 0.1, invalidMs: 5, invalidShare: 0.15 },
  /** Overhead mean over latency mean: 0.5 to 0.9 ms is normal, so mean latencies below 15 ms are met. */
  overheadShare: { caution: 0.05 },
  /** Send lateness p99 > 1 ms caught 72 of 93 slices with overhead p99 > 2 ms; > 2 ms caught 35 of 38 with > 5 ms. */
  lateP99: { cautionMs: 1, cautionShare: 0.1, invalidMs: 2, invalidShare: 0.15 },
  /** None of 19 slices at 0.55 or above was clean; at 0.51 one still was. */
  balancerUtilisation: { invalid: 0.55 },
  /** One arrival that waits for a socket: from here on the generator, not the backends, sets the latency. */
  waitedForSocket: { invalid: 0 },
  notSent: { invalid: 0 },
  /** Fortio's rule: 5 % below the plan is another load. Below that, chance (three sigma of a Poisson count). */
  rateShortfall: { invalid: 0.05, sigmas: 3 },
  /** CPU of other programs in cores; it harms only where a delay shows as well. */
  foreignCores: { caution: 0.3 },
  /**
   * Live against its twin on the same requests: this long and this share of the twin, either way. The harness and the proxy
   * cost 0.5 to 0.9 ms a request (overheadShare above), so 1.5 ms leaves room for an ordinary day; the share covers what
   * a little more service does in a queue: 1 % of it lengthens the time in an M/M/1 at 80 % load by 5 %.
   */
  twinGap: { p50Ms: { ms: 1.5, share: 0.05 }, p99Ms: { ms: 1.5, share: 0.1 } },
  /** Last third of the run against the first; must also be statistically above 1. */
  growth: { caution: 1.5 },
  /** From here on it matters that latencies tell of survivors only. */
  errorRate: { caution: 0.01 },
} as const
