import type { Paint } from '../../../report/paint.js'
import type { Charset } from '../../charset.js'

/** What a view is drawn for. */
export interface Look {
  /** Cells a line may take; the last column is left alone, so that no line wraps. */
  readonly width: number
  /** Lines it may take. */
  readonly height: number
  readonly charset: Charset
  readonly paint: Paint
}

/** Stands for what was cut off. */
export const cutMark: Readonly<Record<Charset, string>> = { unicode: '…', ascii: '~' }
