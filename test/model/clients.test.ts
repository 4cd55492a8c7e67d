import { isIPv4 } from 'node:net'
import { describe, expect, it } from 'vitest'
import { clientAddress, clientChoice } from '../../src/model/clients.js'
import { randomStream } from '../../src/model/random.js'

describe('clientChoice', () => {
  const draws = 200_000

  it.each([0, 0.5, 1, 1.5])('of Zipf %d gives the k-th client its share', zipf => {
    const count = 50
    const choose = clientChoice({ count, zipf })
    const random = randomStream(1, 'client')
    const counts = new Array<number>(count).fill(0)
    for (let i = 0; i < draws; i++) counts[choose(random.next())]!++
    const weights = counts.map((_, k) => 1 / (k + 1) ** zipf)
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    const expected = weights.map(weight => (draws * weight) / total)
    const chiSquare = counts.reduce((sum, n, k) => sum + (n - expected[k]!) ** 2 / expected[k]!, 0)
    expect(chiSquare).toBeLessThan(85.4) // 99.9 % point with 49 degrees of freedom
  })

  it('names only clients that there are', () => {
    for (const zipf of [0, 1]) {
      const choose = clientChoice({ count: 3, zipf })
      expect(new Set([0, 0.2, 0.4, 0.6, 0.8, 1 - 2 ** -53].map(choose))).toEqual(new Set([0, 1, 2]))
    }
  })

  it('takes a million clients', () => {
    const choose = clientChoice({ count: 1_000_000, zipf: 1 })
    const random = randomStream(1, 'client')
    const drawn = Array.from({ length: 10_000 }, () => choose(random.next()))
    // The first has 1 / H(1,000,000) = 6.95 %.
    expect(drawn.filter(client => client === 0).length / drawn.length).toBeCloseTo(0.0695, 2)
  })
})

describe('clientAddress', () => {
  it('gives 65,536 clients a /24 each, all within 10.0.0.0/8', () => {
    const networks = new Set<string>()
    for (let client = 0; client < 65_536; client++) {
      const address = clientAddress(client)
      if (!(isIPv4(address) && address.startsWith('10.'))) expect.fail(address)
      networks.add(address.slice(0, address.lastIndexOf('.')))
    }
    expect(networks.size).toBe(65_536)
  })

  it('tells further clients of a network apart by the last octet, from 1 to 254', () => {
    const [network] = clientAddress(5).split(/(?<=\.)(?=\d+$)/)
    const octets = Array.from({ length: 254 }, (_, host) => clientAddress(65_536 * host + 5).slice(network!.length))
    expect(octets.map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: 254 }, (_, i) => i + 1))
    expect(clientAddress(65_536 * 253 + 5).startsWith(network!)).toBe(true)
    expect(() => clientAddress(65_536 * 254)).toThrow(RangeError)
    expect(() => clientAddress(-1)).toThrow(RangeError)
  })

  it.each([2, 3, 4, 10])('spreads the last octets of 1,000 clients evenly modulo %d', backends => {
    const counts = new Array<number>(backends).fill(0)
    for (let client = 0; client < 1000; client++) counts[Number(clientAddress(client).split('.')[3]) % backends]!++
    const expected = 1000 / backends
    expect(Math.max(...counts.map(n => Math.abs(n - expected) / Math.sqrt(expected)))).toBeLessThan(4)
  })

  it.each([2, 3, 4, 10])('spreads 1,000 clients evenly over %d backends under ip_hash', backends => {
    const counts = new Array<number>(backends).fill(0)
    for (let client = 0; client < 1000; client++) counts[ipHash(clientAddress(client)) % backends]!++
    const expected = 1000 / backends
    const chiSquare = counts.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0)
    expect(chiSquare).toBeLessThan(backends + 4 * Math.sqrt(2 * backends))
  })

  it('keeps popular clients apart: runs of neighbours meet different backends', () => {
    const picks = Array.from({ length: 64 }, (_, client) => ipHash(clientAddress(client)) % 4)
    const repeats = picks.slice(1).filter((pick, i) => pick === picks[i]).length
    expect(repeats).toBeGreaterThan(5)
    expect(repeats).toBeLessThan(30)
  })
})

/** nginx's ngx_http_upstream_ip_hash_module: three octets, 89 to begin with. */
function ipHash(address: string): number {
  const octets = address.split('.').slice(0, 3).map(Number)
  return octets.reduce((hash, octet) => (hash * 113 + octet) % 6271, 89)
}
