import type { Scale } from './scale.js'

/** Where a picture of lines has what. */
export interface LinesFrame {
  readonly x: Scale
  readonly y: Scale
  readonly width: number
  readonly height: number
  readonly left: number
  readonly right: number
  readonly top: number
}
