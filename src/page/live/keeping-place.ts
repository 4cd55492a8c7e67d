/**
 * Replaces what stands in `<main>` so that whoever reads it notices nothing but what is new: the same candidates are shown, the
 * same tables open and sorted, the same place of the page is on the screen, and the keyboard is where it was.
 */
export function keepingPlace(replace: () => void): void {
  const again = [chosen(), unfolded(), sorted(), focused(), scrolled()]
  replace()
  for (const restore of again) restore()
}

type Restore = () => void

function scrolled(): Restore {
  const { scrollX, scrollY } = window
  return () => scrollTo({ left: scrollX, top: scrollY, behavior: 'instant' })
}

function chosen(): Restore {
  const before = new Map(
    all<HTMLInputElement>('input[data-candidate]').map(box => [box.dataset.candidate, box.checked]),
  )
  return () => {
    for (const box of all<HTMLInputElement>('input[data-candidate]'))
      if (box.checked !== (before.get(box.dataset.candidate) ?? box.checked)) box.click()
  }
}

function unfolded(): Restore {
  const open = all<HTMLDetailsElement>('details[open]').map(placeOf)
  return () => {
    for (const place of open) at(place, 'details')?.setAttribute('open', '')
  }
}

/** A click sorts one way, the next the other. */
function sorted(): Restore {
  const before = all('th[aria-sort=ascending], th[aria-sort=descending]').map(
    head => [placeOf(head), head.ariaSort] as const,
  )
  return () => {
    for (const [place, direction] of before) {
      const head = at(place, 'th')
      for (let click = 0; click < 2 && head !== undefined && head.ariaSort !== direction; click++)
        head.querySelector('button')?.click()
    }
  }
}

function focused(): Restore {
  const { activeElement } = document
  if (activeElement === null || activeElement.closest('main > *') === null) return () => undefined
  const place = placeOf(activeElement)
  return () => at(place, activeElement.localName)?.focus({ preventScroll: true })
}

/** Where an element is: the nearest one around it that has an id, and its number among its like in there. */
interface Place {
  readonly within: string
  readonly nth: number
}

function placeOf(element: Element): Place {
  const within = element.parentElement!.closest('[id]')!.id
  return { within, nth: all(element.localName, within).indexOf(element as HTMLElement) }
}

function at({ within, nth }: Place, name: string): HTMLElement | undefined {
  return all(name, within)[nth]
}

function all<T extends HTMLElement = HTMLElement>(selector: string, within = 'main'): T[] {
  return [...(document.getElementById(within)?.querySelectorAll<T>(selector) ?? [])]
}
