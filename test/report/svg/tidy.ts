import { expect } from 'vitest'
import { parseXml } from './parse-xml.js'

/** Pages load pictures beside text: as small as that. */
const mostBytes = 40_000

/** Font sizes of the style sheet, by the class that sets them. */
const sizeOf = (look: string): number => (look === 'title' ? 16.5 : /^name\b/.test(look) ? 14 : 13.5)

interface Box {
  readonly text: string
  readonly left: number
  readonly right: number
  readonly y: number
}

/** Nothing outside of the picture, no two words on each other (as wide as an ordinary font has them), no script, few bytes. */
export function expectTidy(svg: string): void {
  expect(Buffer.byteLength(svg)).toBeLessThan(mostBytes)
  expect(svg).not.toMatch(/<script|href|NaN|Infinity|undefined/)
  const parts = parseXml(svg)
  const root = parts.find(({ name }) => name === 'svg')!.attributes
  const [width, height] = [Number(root.width), Number(root.height)]
  expectInside(parts, width, height)
  const boxes = parts.filter(({ name }) => name === 'text').map(boxOf)
  for (const { text, left, right } of boxes) {
    expect(left, text).toBeGreaterThanOrEqual(0)
    expect(right, text).toBeLessThanOrEqual(width)
  }
  expect(overlaps(boxes)).toEqual([])
}

function expectInside(parts: ReturnType<typeof parseXml>, width: number, height: number): void {
  const most: Readonly<Record<string, number>> = {
    x: width,
    x1: width,
    x2: width,
    cx: width,
    y: height,
    y1: height,
    y2: height,
    cy: height,
  }
  for (const { attributes } of parts)
    for (const [name, value] of Object.entries(attributes)) {
      if (most[name] === undefined) continue
      expect(Number(value)).toBeGreaterThanOrEqual(0)
      expect(Number(value)).toBeLessThanOrEqual(most[name])
    }
}

function boxOf({ text, attributes }: ReturnType<typeof parseXml>[number]): Box {
  const size = sizeOf(attributes.class ?? '')
  const width = [...text].length * size * 0.53
  const x = Number(attributes.x)
  const left = { start: x, middle: x - width / 2, end: x - width }[attributes['text-anchor'] ?? 'start']!
  return { text, left, right: left + width, y: Number(attributes.y) }
}

function overlaps(boxes: readonly Box[]): string[] {
  return boxes.flatMap((a, i) =>
    boxes
      .slice(i + 1)
      .filter(b => Math.abs(a.y - b.y) < 10 && a.left < b.right && b.left < a.right)
      .map(b => `${a.text} / ${b.text}`),
  )
}
