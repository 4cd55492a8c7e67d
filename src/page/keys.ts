import { type Step, type Steps, stepsOf } from './charts/steps.js'

/**
 * Lets whoever has no pointer read a picture: the arrow keys go through it, Home and End to its ends, and Escape leaves. What is
 * read shows beside the place, as under a pointer, and is said aloud.
 *
 * @param place around the picture, which may be drawn again
 */
export function offerKeys(place: HTMLElement, title: string, signal: AbortSignal): void {
  const aloud = document.createElement('p')
  aloud.className = 'vh'
  aloud.ariaLive = 'polite'
  place.after(aloud)
  place.tabIndex = 0
  // Programs that read pages leave the arrow keys alone in here, and nowhere else.
  place.role = 'application'
  place.ariaLabel = `${title} Arrow keys read the values, Escape leaves.`
  let at: Position | undefined
  const leave = (): void => {
    at = undefined
    point(place, 'pointerleave')
    aloud.replaceChildren()
  }
  const onKey = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    if (event.key === 'Escape') place.blur()
    const go = goes[event.key]
    if (go === undefined) return
    const steps = stepsOf(place.firstElementChild!)
    at = go(at, steps)
    const step = steps[at.row]?.[at.column]
    if (step === undefined) return
    event.preventDefault()
    point(place, 'pointermove', step)
    aloud.textContent = step.says
  }
  place.addEventListener('keydown', onKey, { signal })
  place.addEventListener('blur', leave, { signal })
}

interface Position {
  readonly row: number
  readonly column: number
}

type Go = (at: Position | undefined, steps: Steps) => Position

/** The first key begins at the left, or, where it leads to the left, at the right. */
const goes: Readonly<Record<string, Go>> = {
  ArrowRight: (at, steps) => inside(at?.row ?? 0, (at?.column ?? -1) + 1, steps),
  ArrowLeft: (at, steps) => inside(at?.row ?? 0, (at?.column ?? Infinity) - 1, steps),
  ArrowDown: (at, steps) => inside((at?.row ?? -1) + 1, at?.column ?? 0, steps),
  ArrowUp: (at, steps) => inside((at?.row ?? Infinity) - 1, at?.column ?? 0, steps),
  Home: (at, steps) => inside(at?.row ?? 0, 0, steps),
  End: (at, steps) => inside(at?.row ?? 0, Infinity, steps),
}

function inside(wantedRow: number, wantedColumn: number, steps: Steps): Position {
  const row = Math.max(0, Math.min(wantedRow, steps.length - 1))
  return { row, column: Math.max(0, Math.min(wantedColumn, (steps[row]?.length ?? 1) - 1)) }
}

/** As a mouse would: pictures show what lies under it. */
function point(
  place: HTMLElement,
  event: 'pointermove' | 'pointerleave',
  { x, y }: Pick<Step, 'x' | 'y'> = nowhere,
): void {
  const picture = place.firstElementChild
  if (picture === null) return
  const box = picture.getBoundingClientRect()
  const scale = box.width / Number(picture.getAttribute('width') ?? box.width)
  const where = { clientX: box.left + x * scale, clientY: box.top + y * scale }
  picture.dispatchEvent(new PointerEvent(event, { ...where, pointerType: 'mouse' }))
}

const nowhere = { x: 0, y: 0 }
