import type { FailureSpec } from '../model/backend-spec.js'
import { factor, positiveDuration, share, whole } from './fields.js'
import { section } from './section.js'

/** `failures: { errors: 20%, status: 500 }`: what share of the requests fails, and how. */
export const failuresSchema = section(
  {
    errors: share('Share of requests answered with `status`.', '20%').prefault('0%'),
    status: whole('The status of those answers.', 500, 400, 599).prefault(500),
    resets: share('Share of requests whose connection is reset (RST) instead of answered.', '1%').prefault('0%'),
    closes: share('Share of requests whose connection is closed (FIN) without an answer.', '1%').prefault('0%'),
    hangs: share('Share of requests that are never answered; each holds a worker for `hangFor`.', '0.1%').prefault(
      '0%',
    ),
    hangFor: positiveDuration('How long a hanging request holds its worker, as gunicorn --timeout.', '30s').prefault(
      '30s',
    ),
    after: share(
      'Errors, resets and closes come after this share of the service time: 0% fails fast, 100% fails late.',
      '0%',
    ).prefault('100%'),
  },
  'failures',
)
  .check(ctx => {
    const { errors, resets, closes, hangs } = ctx.value
    if (errors + resets + closes + hangs <= 1 + 1e-9) return
    const message = 'errors, resets, closes and hangs add up to more than 100%'
    ctx.issues.push({ code: 'custom', message, input: ctx.value, path: [] })
  })
  .transform(
    (given): FailureSpec => ({
      errorShare: given.errors,
      status: given.status,
      resetShare: given.resets,
      closeShare: given.closes,
      hangShare: given.hangs,
      hangMs: given.hangFor,
      afterShare: given.after,
    }),
  )

/** `slowStart: { for: 2s, factor: 5x }`: slow after boot and after `recover`. */
export const slowStartSchema = section(
  {
    for: positiveDuration('How long until the backend is at full speed again, in a straight line.', '2s'),
    factor: factor('How many times longer requests take at first.', '5x'),
  },
  'a slow start',
).transform(given => ({ forMs: given.for, factor: given.factor }))
