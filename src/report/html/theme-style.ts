import { grounds, inkOf, palette } from '../svg/palette.js'
import { heatColors } from './chart/heat-colors.js'

/**
 * Colours as CSS variables: candidates' (`--c0` to `--c7`, of words `--ink0` to `--ink7`), those of heat strips, and what stands around them. Light or dark as the reader's system
 * wants it, or as they said (`data-theme`); on paper always light.
 */
export function themeStyle(): string {
  return [
    rule(':root', 'light'),
    `@media (prefers-color-scheme: dark) { ${rule(':root:not([data-theme="light"])', 'dark')} }`,
    rule(':root[data-theme="dark"]', 'dark'),
    `@media print { ${rule(':root:root:root', 'light')} }`,
  ].join('\n')
}

/** What a page has beyond a picture; text on its ground has a contrast of 4.5 at least. */
const tones = {
  light: {
    raised: '#f6f7f8',
    accent: '#0a5fae',
    good: '#0f6b3c',
    'good-ground': '#ebf7f0',
    care: '#7d5200',
    'care-ground': '#fff6e0',
    bad: '#b3261e',
    'bad-ground': '#fdeeed',
  },
  dark: {
    raised: '#161b22',
    accent: '#79b8ff',
    good: '#56d28c',
    'good-ground': '#0f2419',
    care: '#e8b44c',
    'care-ground': '#2a200b',
    bad: '#ff8f86',
    'bad-ground': '#2f1513',
  },
} as const

function rule(selector: string, ground: 'light' | 'dark'): string {
  const colors = [
    ...Object.entries({ ...grounds[ground], ...tones[ground] }),
    ...palette.map((one, k) => [`c${k}`, one[ground]] as const),
    ...palette.map((one, k) => [`ink${k}`, inkOf(one, ground)] as const),
    ...ramps(ground),
  ]
  return `${selector} { color-scheme: ${ground}; ${colors.map(([name, color]) => `--${name}: ${color};`).join(' ')} }`
}

function ramps(ground: 'light' | 'dark'): [name: string, color: string][] {
  const names = ['heat', 'level'] as const
  return names.flatMap(name => heatColors[ground][name].map((color, k): [string, string] => [`${name}${k}`, color]))
}
