import { z } from 'zod'
import { noLimit, type StickySpec } from '../../model/balancer-spec.js'
import { stickyWays as ways } from '../../model/sticky.js'
import { count, positiveDuration, text, toggle, word } from '../fields.js'
import { section } from '../section.js'

const own = section(
  {
    by: word(
      '`cookie`: the balancer sets one that names the backend. `table`: it remembers addresses. `client`: a hash of the address.',
      ways,
    ),
    cookie: text('Name of the cookie.', 'SRV', /^[\w!#$%&'*+.^`|~-]{1,64}$/, 'the name of a cookie').prefault(
      'LBBENCH',
    ),
    ttl: positiveDuration('How long a session lasts. Default: for good.', '30m').optional(),
    refresh: toggle('Whether it lasts so long after its last request, not its first.', true).prefault(true),
    capacity: count('Clients in the table; the one unseen for longest makes room.', '100k', 1, 10_000_000).prefault(
      '1M',
    ),
  },
  'stickiness',
)

/** `sticky: cookie` or `sticky: { by: table, ttl: 30m }`. */
export const stickySchema = z
  .union([word('', ways).transform(by => specOf(own.parse({ by }))), own.transform(specOf)], {
    error: 'expected cookie, table or client, or a map such as { by: cookie, ttl: 30m }',
  })
  .meta({ description: 'Who came once comes to the same backend, whatever the strategy.', example: 'cookie' })

function specOf({ by, cookie, ttl = noLimit, refresh, capacity }: z.output<typeof own>): StickySpec {
  return { by, cookie, ttlMs: ttl, refresh, capacity }
}
