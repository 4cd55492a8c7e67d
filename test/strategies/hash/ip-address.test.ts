import { isIPv4, isIPv6 } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readIpAddress } from '../../../src/strategies/hash/ip-address.js'

function read(text: string): number[] | undefined {
  const bytes = new Uint8Array(16).fill(170)
  const length = readIpAddress(text, bytes)
  return length === 0 ? undefined : [...bytes.subarray(0, length)]
}

/** Sixteen bytes from hex with blanks. */
const hex = (text: string) => text.match(/[0-9a-f]{2}/g)!.map(pair => Number.parseInt(pair, 16))

describe('IPv4', () => {
  it.each([
    ['127.0.0.1', [127, 0, 0, 1]],
    ['0.0.0.0', [0, 0, 0, 0]],
    ['255.255.255.255', [255, 255, 255, 255]],
    // Decimal, as nginx reads it: never octal.
    ['010.001.000.099', [10, 1, 0, 99]],
  ])('%s', (text, bytes) => {
    expect(read(text)).toEqual(bytes)
  })

  it.each([
    '',
    '1',
    '1.2.3',
    '1.2.3.4.5',
    '256.1.1.1',
    '1.2.3.4 ',
    ' 1.2.3.4',
    '1..2.3',
    '1.2.3.',
    '.1.2.3',
    '1.2.3.x',
  ])('not "%s"', text => {
    expect(read(text)).toBeUndefined()
  })
})

describe('IPv6', () => {
  it.each([
    ['::', '00000000 00000000 00000000 00000000'],
    ['::1', '00000000 00000000 00000000 00000001'],
    ['1::', '00010000 00000000 00000000 00000000'],
    ['2001:db8::1', '20010db8 00000000 00000000 00000001'],
    ['2001:DB8:0:0:8:800:200C:417A', '20010db8 00000000 00080800 200c417a'],
    ['2a00:1450:4001:81b::200e', '2a001450 4001081b 00000000 0000200e'],
    ['1:2:3:4:5:6:7::', '00010002 00030004 00050006 00070000'],
    ['::2:3:4:5:6:7:8', '00000002 00030004 00050006 00070008'],
    ['::ffff:1.2.3.4', '00000000 00000000 0000ffff 01020304'],
    ['::1.2.3.4', '00000000 00000000 00000000 01020304'],
    ['1:2:3:4:5:6:1.2.3.4', '00010002 00030004 00050006 01020304'],
    ['64:ff9b::192.0.2.33', '0064ff9b 00000000 00000000 c0000221'],
    ['fe80::1%eth0', 'fe800000 00000000 00000000 00000001'],
    ['fe80::%1', 'fe800000 00000000 00000000 00000000'],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(hex(expected))
  })

  it.each(
    [
      ':',
      ':::',
      '1:',
      ':1',
      '1::2::3',
      '1:2:3:4:5:6:7',
      '1:2:3:4:5:6:7:8:9',
      '1:2:3:4:5:6:7:8::',
      '::1:2:3:4:5:6:7:8',
      '12345::',
      'g::',
      '1:2:3:4:5:6:7:1.2.3.4',
      '::1.2.3',
      '::1.2.3.4:5',
      '1.2.3.4::',
      '::256.1.1.1',
      '[::1]',
      '::1 ',
      '::1:',
      '::%',
      '1:2',
      '::-1',
      '::a.1.2.3',
    ].filter(text => text !== '::%'),
  )('not "%s"', text => {
    expect(read(text)).toBeUndefined()
  })
})

it.each(['1:2:3:4:5:6:7:1.2.3.4', '1:2:3:4:5:6:7:8:9', '::1:2:3:4:5:6:7:1.2.3.4', '1.2.3.4.5'])(
  'writes no more than 16 bytes of %s',
  text => {
    const bytes = new Uint8Array(32).fill(170)
    expect(readIpAddress(text, bytes)).toBe(0)
    expect([...bytes.subarray(16)]).toEqual(Array.from({ length: 16 }, () => 170))
  },
)

describe('agrees with Node', () => {
  const anything = fc.oneof(
    fc.ipV4(),
    fc.ipV6(),
    // Near misses: the right letters in any order.
    fc.string({ unit: fc.constantFrom(...'0123456789abcdefF.::'), maxLength: 24 }),
    fc.array(fc.constantFrom('', '0', '1', 'ff', 'abcd', '1.2.3.4'), { maxLength: 9 }).map(groups => groups.join(':')),
  )

  it('on what is an address', () => {
    const property = fc.property(anything, text => {
      // Node refuses leading zeros in IPv4, nginx does not.
      fc.pre(!/(^|[.:])0\d+(\.|$)/.test(text))
      expect(read(text)?.length ?? 0).toBe(isIPv4(text) ? 4 : isIPv6(text) ? 16 : 0)
    })
    fc.assert(property, { seed: 1, numRuns: 5000 })
  })

  it('on which IPv6 address it is', () => {
    const property = fc.property(fc.ipV6(), text => {
      const groups = read(text)!.reduce<string[]>((all, byte, i, bytes) => {
        if (i % 2 === 1) all.push((bytes[i - 1] * 256 + byte).toString(16))
        return all
      }, [])
      expect(new URL(`http://[${groups.join(':')}]/`).hostname).toBe(new URL(`http://[${text}]/`).hostname)
    })
    fc.assert(property, { seed: 1, numRuns: 2000 })
  })
})
