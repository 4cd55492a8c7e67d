/**
 * Colours of heat strips by the ground they stand on, from least to most; each of them lighter, or darker, than the one before, so that
 * they can be read without colours, too. `heat`: below, about and above the fair share, blue to orange; `level`: from nothing up.
 */
export const heatColors = {
  light: {
    heat: ['#e4f1fb', '#b9dcf2', '#93c0dc', '#bfbfba', '#e09a4f', '#b85a10', '#6b2a00'],
    level: ['#eef3f6', '#cfe0ea', '#a4c6da', '#73a7c6', '#4283ab', '#1f5d86', '#0b3453'],
  },
  dark: {
    heat: ['#10222e', '#173c52', '#235d7d', '#62645f', '#b46a1c', '#e8963c', '#ffd9a0'],
    level: ['#16222b', '#1d3a4d', '#27546f', '#367495', '#5198bd', '#82c0e0', '#cdebfb'],
  },
} as const
