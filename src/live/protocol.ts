/**
 * The headers by which generator, balancer and simulated backends understand each other, all lower case.
 * A real application behind a real balancer may lack them: every reader copes with their absence.
 */
export const headers = {
  /** Request: the demand, a quantile in (0, 1), e.g. "0.73205". */
  demand: 'x-lbbench-demand',
  /** Request: the failure draw, in [0, 1). */
  failure: 'x-lbbench-failure',
  /** Request: answer at once, outside the queue; used to warm sockets and code before a trial. */
  prime: 'x-lbbench-prime',
  /** Answer: name of the backend. */
  backend: 'x-lbbench-backend',
  /** Answer: "queue;dur=1.234, app;dur=10.5, ideal;dur=11.734", ms (https://www.w3.org/TR/server-timing/). */
  timing: 'server-timing',
  /** Answer, set by the embedded balancer: how many backends were tried. */
  tries: 'x-lbbench-tries',
} as const
