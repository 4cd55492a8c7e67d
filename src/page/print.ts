/** All numbers are on paper, folded or not; after it they are as they were. A browser that knows `::details-content` does it by style alone. */
export function openForPrint(main: HTMLElement, signal: AbortSignal): void {
  let opened: HTMLDetailsElement[] = []
  addEventListener(
    'beforeprint',
    () => {
      opened = [...main.querySelectorAll<HTMLDetailsElement>('details.numbers:not([open])')]
      for (const one of opened) one.open = true
    },
    { signal },
  )
  addEventListener(
    'afterprint',
    () => {
      for (const one of opened) one.open = false
      opened = []
    },
    { signal },
  )
}
