import { describe, expect, it } from 'vitest'
import { isRepeatable } from '../../../src/balancer/requests/repeatable.js'

describe('what may go to another backend once one may have seen it', () => {
  // nginx, ngx_http_upstream_test_next: proxy_next_upstream without `non_idempotent` leaves out exactly POST, LOCK and PATCH.
  it.each([
    ['GET', true],
    ['HEAD', true],
    ['OPTIONS', true],
    ['PUT', true],
    ['DELETE', true],
    ['PROPFIND', true],
    ['POST', false],
    ['PATCH', false],
    ['LOCK', false],
    // Methods are case-sensitive (RFC 9110 9.1): this is another one, of which nothing is known.
    ['post', true],
  ])('%s: %s', (method, repeatable) => {
    expect(isRepeatable(method)).toBe(repeatable)
  })
})
