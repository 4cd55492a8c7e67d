/**
 * Colours of heat strips by the ground they stand on, from least to most; each of them lighter, or darker, than the one before, so that
 * they can be read without colours, too. `heat`: below, about and above the fair share, green to purple: blue and orange are the first two candidates; `level`: from nothing up.
 */
export const heatColors = {
  light: {
    heat: ['#e6f5e4', '#c3e6bf', '#a2d19d', '#bfbfba', '#b18fca', '#8451a8', '#4a1670'],
    level: ['#eef3f6', '#cfe0ea', '#a4c6da', '#73a7c6', '#4283ab', '#1f5d86', '#0b3453'],
  },
  dark: {
    heat: ['#0f2414', '#1b4525', '#2a6a38', '#62645f', '#9a6cc4', '#c59de6', '#efdcfc'],
    level: ['#16222b', '#1d3a4d', '#27546f', '#367495', '#5198bd', '#82c0e0', '#cdebfb'],
  },
} as const
