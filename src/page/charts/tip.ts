import * as Plot from '@observablehq/plot'
import { offerSteps } from './steps.js'

/** Where points lie, and what there is to say of each. */
interface TipOptions<T> {
  readonly x: (point: T) => number
  readonly y: (point: T) => number
  /** Lines of text. */
  readonly text: (point: T) => string
  /** From how far away the pointer takes a point, px. */
  readonly maxRadius: number
}

/** Points of a picture that say what they are: to the pointer, and to the keyboard. */
export interface Tips {
  readonly mark: Plot.Markish
  /** Gives the picture that has the mark back. */
  readonly offer: (picture: Picture) => Element
}

type Picture = ReturnType<typeof Plot.plot>

/** The point under the pointer, or near to it, in words; the same for the keyboard, one after the other. */
export function tips<T>(points: readonly T[], { x, y, text, maxRadius }: TipOptions<T>): Tips {
  const look = { fill: 'var(--ground)', stroke: 'var(--axis)', lineHeight: 1.4, textPadding: 9, pathFilter: 'none' }
  return {
    mark: Plot.tip(points, Plot.pointer({ x, y, title: text, maxRadius, ...look })),
    offer: picture =>
      offerSteps(picture, () => [
        points.map(point => ({
          x: scaled(picture, 'x', x(point)),
          y: scaled(picture, 'y', y(point)),
          says: text(point).replaceAll('\n', ', '),
        })),
      ]),
  }
}

/** Px of a value on an axis of a picture. */
export function scaled(picture: Picture, axis: 'x' | 'y', value: number): number {
  return picture.scale(axis)!.apply(value) as number
}
