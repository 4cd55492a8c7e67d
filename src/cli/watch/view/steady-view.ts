import type { Look } from './look.js'
import { renderView, topLines } from './render-view.js'
import type { RunView } from './run-view.js'

/**
 * Draws a run moment after moment with a height that does not go up and down: what needed a line once keeps it, until the
 * terminal has another size.
 */
export function steadyView(): (view: RunView, look: Look) => string[] {
  let least = 0
  let size = ''
  return (view, look) => {
    const now = `${look.width} x ${look.height}`
    if (now !== size) least = 0
    size = now
    least = Math.max(least, topLines(view, look).length)
    return renderView(view, look, least)
  }
}
