/** Service-time distributions, ms. */
export type Distribution =
  | { readonly kind: 'constant'; readonly valueMs: number }
  | { readonly kind: 'uniform'; readonly minMs: number; readonly maxMs: number }
  | { readonly kind: 'exponential'; readonly meanMs: number }
  /** exp(N(mu, sigma)), in ln(ms). */
  | { readonly kind: 'lognormal'; readonly mu: number; readonly sigma: number }
  | { readonly kind: 'gamma'; readonly shape: number; readonly scaleMs: number }
  /** P(X > x) = (scale / x)^shape for x >= scale; cut at maxMs where given (bounded Pareto). */
  | { readonly kind: 'pareto'; readonly shape: number; readonly scaleMs: number; readonly maxMs: number | undefined }
  /** `slowShare` of the requests take slowMs, the others fastMs. */
  | { readonly kind: 'bimodal'; readonly fastMs: number; readonly slowMs: number; readonly slowShare: number }
  /** Piecewise linear through (quantile, ms), both ascending, from quantile 0 to quantile 1. */
  | { readonly kind: 'empirical'; readonly quantiles: readonly number[]; readonly valuesMs: readonly number[] }
