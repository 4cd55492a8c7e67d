import { expect, test } from 'vitest'
import { grounds, inkOf, palette } from '../../../src/report/svg/palette.js'

/** WCAG 2: what words need against their ground. */
const leastContrast = 4.5

test.each(['light', 'dark'] as const)('words in the colour of a candidate can be read on a %s ground', ground => {
  for (const one of palette)
    expect(contrast(inkOf(one, ground), grounds[ground].ground), inkOf(one, ground)).toBeGreaterThan(leastContrast)
})

function contrast(a: string, b: string): number {
  const [dark, bright] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number]
  return (bright + 0.05) / (dark + 0.05)
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map(at => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
