/** The button between light and dark: what the reader's system wants at first, what they chose last from then on. */
export function offerThemes(): void {
  const button = document.querySelector<HTMLButtonElement>('#theme')!
  const apply = (theme: Theme): void => {
    document.documentElement.dataset.theme = theme
    button.title = theme === 'dark' ? 'Light theme' : 'Dark theme'
    button.ariaLabel = button.title
  }
  apply(remembered() ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'))
  button.hidden = false
  button.addEventListener('click', () => {
    const theme = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark'
    apply(theme)
    remember(theme)
  })
}

type Theme = 'light' | 'dark'

const key = 'lbbench-theme'

/** Opened from disk, a page may have no storage; asking for it throws. */
function remembered(): Theme | undefined {
  try {
    const theme = localStorage.getItem(key)
    return theme === 'light' || theme === 'dark' ? theme : undefined
  } catch {
    return undefined
  }
}

function remember(theme: Theme): void {
  try {
    localStorage.setItem(key, theme)
  } catch {
    // The choice lasts as long as the page is open.
  }
}
