import { describe, expect, test } from 'vitest'
import { clientAddress, peerAddress } from '../../src/live/wire/client-address.js'

describe('the client of a request', () => {
  test.each([
    { peer: '127.0.0.1', forwardedFor: '', client: '127.0.0.1' },
    { peer: '127.0.0.1', forwardedFor: '10.0.0.7', client: '10.0.0.7' },
    // The last entry: the one the nearest proxy vouches for.
    { peer: '127.0.0.1', forwardedFor: '1.1.1.1, 10.0.0.7', client: '10.0.0.7' },
    { peer: '::1', forwardedFor: '2001:db8::1', client: '2001:db8::1' },
    { peer: '127.8.8.8', forwardedFor: '::ffff:10.0.0.7', client: '10.0.0.7' },
    // What is no address is not believed.
    { peer: '127.0.0.1', forwardedFor: 'unknown', client: '127.0.0.1' },
    { peer: '127.0.0.1', forwardedFor: '10.0.0.7,', client: '127.0.0.1' },
    // From elsewhere anybody could write anything.
    { peer: '192.0.2.1', forwardedFor: '10.0.0.7', client: '192.0.2.1' },
  ])('$peer with "$forwardedFor" is $client', ({ peer, forwardedFor, client }) => {
    expect(clientAddress(peer, forwardedFor)).toBe(client)
  })

  test('an IPv4-mapped peer is its IPv4 address', () => {
    expect(peerAddress('::ffff:127.0.0.1')).toBe('127.0.0.1')
    expect(peerAddress('::ffff:1')).toBe('::ffff:1')
    expect(peerAddress(undefined)).toBe('')
  })
})
