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
    { peer: '127.0.0.1', forwardedFor: '1.1.1.1, unknown', client: '127.0.0.1' },
    { peer: '127.0.0.1', forwardedFor: 'fe80::1%eth0', client: '127.0.0.1' },
    { peer: '127.0.0.1', forwardedFor: ' , ', client: '127.0.0.1' },
    // Some proxies add the port (RFC 7239 does for "for=", and load balancers of clouds do here).
    { peer: '127.0.0.1', forwardedFor: '10.0.0.7:5678', client: '10.0.0.7' },
    { peer: '127.0.0.1', forwardedFor: '1.1.1.1, [2001:db8::1]:443', client: '2001:db8::1' },
    { peer: '127.0.0.1', forwardedFor: '[::ffff:10.0.0.7]:443', client: '10.0.0.7' },
    // Ports that are none, and brackets in the wrong place: nginx 1.22.1 takes none of these.
    { peer: '127.0.0.1', forwardedFor: '10.0.0.7:', client: '127.0.0.1' },
    { peer: '127.0.0.1', forwardedFor: '10.0.0.7:0', client: '127.0.0.1' },
    { peer: '127.0.0.1', forwardedFor: '10.0.0.7:65536', client: '127.0.0.1' },
    { peer: '127.0.0.1', forwardedFor: '10.0.0.7:x', client: '127.0.0.1' },
    { peer: '127.0.0.1', forwardedFor: '[10.0.0.7]:443', client: '127.0.0.1' },
    { peer: '127.0.0.1', forwardedFor: '[2001:db8::1]', client: '127.0.0.1' },
    { peer: '127.0.0.1', forwardedFor: '[2001:db8::1]443', client: '127.0.0.1' },
    // nginx passes over separators at the end, and takes a blank for one.
    { peer: '127.0.0.1', forwardedFor: '10.0.0.7,', client: '10.0.0.7' },
    { peer: '127.0.0.1', forwardedFor: '10.0.0.7, ,', client: '10.0.0.7' },
    { peer: '127.0.0.1', forwardedFor: '1.1.1.1 10.0.0.7', client: '10.0.0.7' },
    // One address, one text: two would be two clients to a strategy that hashes them.
    { peer: '127.0.0.1', forwardedFor: '::FFFF:10.0.0.7', client: '10.0.0.7' },
    { peer: '127.0.0.1', forwardedFor: '::ffff:a00:7', client: '10.0.0.7' },
    { peer: '127.0.0.1', forwardedFor: '0:0:0:0:0:ffff:10.0.0.7', client: '10.0.0.7' },
    { peer: '127.0.0.1', forwardedFor: '2001:DB8:0:0::1', client: '2001:db8::1' },
    // From elsewhere anybody could write anything.
    { peer: '192.0.2.1', forwardedFor: '10.0.0.7', client: '192.0.2.1' },
  ])('$peer with "$forwardedFor" is $client', ({ peer, forwardedFor, client }) => {
    expect(clientAddress(peer, forwardedFor)).toBe(client)
  })

  test('is found in time that grows with the length of what is said, not with its square', () => {
    const long = `${'1.'.repeat(8_000)},${' '.repeat(8_000)}x`
    const startMs = performance.now()
    for (let i = 0; i < 100; i++) expect(clientAddress('127.0.0.1', long)).toBe('127.0.0.1')
    expect(performance.now() - startMs).toBeLessThan(2_000)
  })

  test('an IPv4-mapped peer is its IPv4 address', () => {
    expect(peerAddress('::ffff:127.0.0.1')).toBe('127.0.0.1')
    expect(peerAddress('::ffff:1')).toBe('::ffff:1')
    expect(peerAddress(undefined)).toBe('')
  })
})
