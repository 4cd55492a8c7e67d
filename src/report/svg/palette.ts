/**
 * Colours that most kinds of colour blindness tell apart (Okabe & Ito 2008), darker or lighter by the ground they stand on; each
 * with a pattern of dashes, so that they are told apart in grey, too.
 */
export const palette: readonly PaletteEntry[] = [
  { light: '#0072b2', dark: '#56b4e9', dash: 'none' },
  { light: '#d55e00', dark: '#ff9d5c', dash: '7 3', ink: '#b84f00' },
  { light: '#00805d', dark: '#2fd3a4', dash: '2 2.5' },
  { light: '#a8477f', dark: '#ee9fca', dash: '10 3 2 3' },
  { light: '#8a6d00', dark: '#f0e442', dash: '5 2 5 5' },
  { light: '#4d4d4d', dark: '#c8c8c8', dash: '1 3' },
  { light: '#3b3ea5', dark: '#a3a6ff', dash: '12 3 2 3 2 3' },
  { light: '#7a2f10', dark: '#e0b090', dash: '4 1.5' },
]

interface PaletteEntry {
  readonly light: string
  readonly dark: string
  readonly dash: string
  /** Of words on a light ground, where the colour of the line has less than the contrast of 4.5 that words need. */
  readonly ink?: string
}

/** Colour of words. */
export const inkOf = (one: PaletteEntry, ground: 'light' | 'dark'): string =>
  ground === 'light' ? (one.ink ?? one.light) : one.dark

/** More lines in one picture nobody can follow. */
export const mostLines = palette.length

/** The look of candidate k, from 0, in the names of classes; `x` is grey: for whom there is no colour left, and for the ideal. */
export function lookOf(k: number): string {
  return k < mostLines ? String(k) : 'x'
}

/** What is no line, by the ground it stands on. */
export const grounds = {
  light: {
    ground: '#ffffff',
    text: '#1f2328',
    faint: '#59636e',
    grid: '#e3e6ea',
    axis: '#8c959f',
    shade: '#f6d9a8',
    edge: '#b7791f',
  },
  dark: {
    ground: '#0d1117',
    text: '#e6edf3',
    faint: '#9aa4af',
    grid: '#262c34',
    axis: '#6e7781',
    shade: '#4a3510',
    edge: '#d9a441',
  },
} as const
