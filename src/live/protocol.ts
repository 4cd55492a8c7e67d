/** Name of the cookie that holds a session's token. */
export const sessionCookie = 'session'

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
  /** Request of the balancer's: a health check. It waits for a worker as any request, is served in no time, and may fail. */
  check: 'x-lbbench-check',
  /** Request of the balancer's: answer at once, outside the queue, with `load`. */
  probe: 'x-lbbench-probe',
  /** Request, added by the balancer: answer with `queued`. */
  feedback: 'x-lbbench-feedback',
  /** Answer to a probe: "in-flight=3, latency=12.345", ms; without a latency where the backend has no estimate yet. */
  load: 'x-lbbench-load',
  /** Answer, where `feedback` was asked for: requests that wait for a worker as this answer leaves, e.g. "4". */
  queued: 'x-lbbench-queued',
  /**
   * Request: "login" asks for a session, "need" says that it needs its own. Answer: "new", "kept", "lost" with status 401, or
   * "failed" with status 500 where the store did not answer.
   */
  session: 'x-lbbench-session',
  /** Answer: name of the backend. */
  backend: 'x-lbbench-backend',
  /** Answer: "queue;dur=1.234, app;dur=10.5, ideal;dur=11.734", ms; "store;dur=" is the part of app that a session's store took (https://www.w3.org/TR/server-timing/). */
  timing: 'server-timing',
  /** Answer, set by the embedded balancer: how many backends were tried. */
  tries: 'x-lbbench-tries',
  /** Answer, set by the embedded balancer where it held the request: for how long, ms, e.g. "12.345". */
  waited: 'x-lbbench-waited',
} as const
