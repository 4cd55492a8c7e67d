import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  formatDuration,
  formatMs,
  formatRate,
  formatShare,
  parseBytes,
  parseCount,
  parseDuration,
  parseFactor,
  parseRate,
  parseShare,
} from '../src/units.js'

const seeded = { seed: 1, numRuns: 500 }

describe('what people write', () => {
  test.each([
    [parseDuration, '20ms', 20],
    [parseDuration, ' 1.5s ', 1500],
    [parseDuration, '2m', 120_000],
    [parseDuration, '2min', 120_000],
    [parseDuration, '1h', 3_600_000],
    [parseDuration, '300us', 0.3],
    [parseDuration, '300µs', 0.3],
    [parseDuration, '.5 ms', 0.5],
    [parseDuration, '0s', 0],
    [parseRate, '400/s', 400],
    [parseRate, '400', 400],
    [parseRate, '2k/s', 2000],
    [parseRate, '1M/s', 1_000_000],
    [parseRate, '120/min', 2],
    [parseRate, '3.6k/h', 1],
    [parseRate, '1.1k/s', 1100],
    [parseShare, '5%', 0.05],
    [parseShare, '0.1%', 0.001],
    [parseShare, '100%', 1],
    [parseBytes, '512B', 512],
    [parseBytes, '10kB', 10_000],
    [parseBytes, '1.5KiB', 1536],
    [parseBytes, '1MiB', 1_048_576],
    [parseFactor, '5x', 5],
    [parseFactor, '0.5x', 0.5],
    [parseCount, '250', 250],
    [parseCount, '10k', 10_000],
    [parseCount, '1.5k', 1500],
  ])('%o reads %j as %d', (parse, text, value) => {
    expect((parse as (text: string) => number)(text)).toBe(value)
  })

  test.each([
    [parseDuration, '20', 'expected a duration with its unit such as 20ms or 20s'],
    [parseDuration, '400/s', 'expected a duration such as 20ms, 1.5s or 2m'],
    [parseDuration, '-5ms', 'expected a duration such as 20ms, 1.5s or 2m'],
    [parseDuration, '', 'expected a duration such as 20ms, 1.5s or 2m'],
    // Capital M is mega, small m is minute: neither stands in for the other.
    [parseDuration, '2M', 'expected a duration such as 20ms, 1.5s or 2m'],
    [parseRate, '400ms', 'expected a rate such as 400/s'],
    [parseRate, '400rps', 'expected a rate such as 400/s'],
    [parseRate, '1m/s', 'expected a rate such as 400/s'],
    [parseRate, '', 'expected a rate such as 400/s'],
    [parseShare, '0.05', 'expected a share in percent such as 5%'],
    [parseShare, '0.003', 'expected a share in percent such as 0.3%'],
    [parseShare, '20', 'expected a share in percent such as 20%'],
    [parseShare, '5 ms', 'expected a share in percent such as 5%'],
    [parseShare, '101%', 'expected a share of at most 100%'],
    [parseBytes, '512', 'expected a size with its unit such as 512B'],
    [parseBytes, '0.5B', 'expected a size such as 512B, 10kB or 1MiB'],
    [parseFactor, '5', 'expected a factor such as 5x'],
    [parseFactor, '3', 'expected a factor such as 3x'],
    [parseFactor, 'x', 'expected a factor such as 5x'],
    [parseCount, '2.5', 'expected a whole number such as 250 or 10k'],
    [parseCount, '99999999999999999999', 'expected a whole number such as 250 or 10k'],
  ])('%o refuses %j', (parse, text, message) => {
    expect(() => (parse as (text: string) => number)(text)).toThrow(new Error(message))
  })

  it('allows a larger share where the caller does', () => {
    expect(parseShare('120%', 10)).toBe(1.2)
    expect(() => parseShare('1001%', 10)).toThrow('expected a share of at most 1000%')
  })
})

describe('what people read', () => {
  test.each([
    [0, '0 ms'],
    [0.0123, '12.3 us'],
    [0.5, '0.50 ms'],
    [9.996, '10.0 ms'],
    [12.34, '12.3 ms'],
    [999.6, '1.00 s'],
    [1234, '1.23 s'],
    [123_456, '123 s'],
    [-12.34, '-12.3 ms'],
    [Number.NaN, 'n/a'],
    [Infinity, 'n/a'],
  ])('%d ms is %j', (ms, text) => {
    expect(formatMs(ms)).toBe(text)
  })

  test.each([
    [480, '480/s'],
    [479.9999, '480/s'],
    [999.9, '1k/s'],
    [1234, '1.23k/s'],
    [2_000_000, '2M/s'],
    [0.5, '0.5/s'],
    [Number.NaN, 'n/a'],
  ])('%d requests a second are %j', (rate, text) => {
    expect(formatRate(rate)).toBe(text)
  })

  test.each([
    [0, '0%'],
    [0.05, '5%'],
    [0.12345, '12.3%'],
    [1 / 3, '33.3%'],
    [1, '100%'],
    [Number.NaN, 'n/a'],
  ])('a share of %d is %j', (share, text) => {
    expect(formatShare(share)).toBe(text)
  })

  test.each([
    [0, '0s'],
    [0.3, '0.3ms'],
    [0.001, '1us'],
    [2000, '2s'],
    [2300, '2.3s'],
    [90_000, '90s'],
    [120_000, '2m'],
    [5_400_000, '90m'],
    [86_400_000, '24h'],
  ])('a setting of %d ms is %j', (ms, text) => {
    expect(formatDuration(ms)).toBe(text)
  })
})

describe('round trips', () => {
  const positive = fc.double({ min: 1e-3, max: 1e8, noNaN: true })

  it('a setting survives exactly', () => {
    const settings = fc.integer({ min: 0, max: 10_000_000 }).map(us => us / 1000)
    fc.assert(
      fc.property(settings, ms => {
        expect(parseDuration(formatDuration(ms))).toBe(ms)
      }),
      seeded,
    )
  })

  it('a measured time survives to its printed digits', () => {
    fc.assert(
      fc.property(positive, ms => {
        // Two decimals below 1 ms, three significant digits elsewhere.
        const tolerance = Math.max(ms * 0.0051, ms < 1 ? 0.0051 : 0)
        expect(Math.abs(parseDuration(formatMs(ms)) - ms)).toBeLessThanOrEqual(tolerance)
      }),
      seeded,
    )
  })

  it('rates and shares survive to three digits', () => {
    fc.assert(
      fc.property(positive, rate => {
        expect(Math.abs(parseRate(formatRate(rate)) / rate - 1)).toBeLessThan(0.0051)
      }),
      seeded,
    )
    fc.assert(
      fc.property(fc.double({ min: 1e-4, max: 1, noNaN: true }), share => {
        expect(Math.abs(parseShare(formatShare(share)) / share - 1)).toBeLessThan(0.0051)
      }),
      seeded,
    )
  })

  it('no text at all makes a parser return anything but a finite number >= 0, or throw what it expected', () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[-.\d]{1,6} ?(ms|s|%|x|k|M|B|kB|\/s|\/min)?$/))
    fc.assert(
      fc.property(text, written => {
        for (const parse of [parseDuration, parseRate, parseShare, parseBytes, parseFactor, parseCount]) {
          const outcome = attempt(() => parse(written))
          if (typeof outcome === 'string') expect(outcome).toMatch(/^expected a /)
          else expect(Number.isFinite(outcome) && outcome >= 0).toBe(true)
        }
      }),
      { seed: 1, numRuns: 3000 },
    )
  })
})

function attempt(act: () => number): number | string {
  try {
    return act()
  } catch (error) {
    return (error as Error).message
  }
}
