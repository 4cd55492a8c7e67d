/** px. */
export interface RangesFrame {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly rowHeight: number
  readonly isWide: boolean
  readonly width: number
}
