/** Shows the buttons that copy what stands beside them, and lets them. */
export function offerCopies(main: HTMLElement): void {
  for (const button of main.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
    const source = main.querySelector<HTMLElement>(`#${CSS.escape(button.dataset.copy!)}`)
    if (source === null) continue
    button.hidden = false
    button.addEventListener('click', () => void copy(source, button))
  }
}

/** Opened from disk, a page may have no clipboard; then the text is marked, for the reader to copy. */
async function copy(source: HTMLElement, button: HTMLButtonElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(source.textContent)
    button.textContent = 'Copied'
  } catch {
    getSelection()?.selectAllChildren(source)
    button.textContent = 'Marked'
  }
}
