import { grounds, inkOf, palette } from './palette.js'

/** CSS of the picture: light, and dark where the reader's screen is. Plain rules only: not everything that draws SVG knows variables. */
export const style: string = [
  'text { font: 13.5px system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif }',
  '.title { font-size: 16.5px; font-weight: 600 }',
  '.name { font-size: 14px; font-weight: 600 }',
  '.line { fill: none; stroke-width: 1.8; stroke-linejoin: round; stroke-linecap: butt }',
  '.leader { fill: none; stroke-width: 0.8; opacity: 0.6 }',
  '.strong { font-weight: 600 }',
  '.range { stroke-width: 9; opacity: 0.3 }',
  '.whisker { stroke-width: 1.6 }',
  '.hollow { stroke-width: 1.6 }',
  '.band { stroke: none; opacity: 0.14 }',
  '.guide { stroke-width: 1.2; stroke-dasharray: 4 3 }',
  '.edge { stroke-width: 1; stroke-dasharray: 3 3 }',
  '.shade { opacity: 0.55 }',
  ...palette.map(({ dash }, k) => (dash === 'none' ? '' : `.d${k} { stroke-dasharray: ${dash} }`)).filter(Boolean),
  '.dx { stroke-dasharray: 4 3 }',
  ...rules('light'),
  `@media (prefers-color-scheme: dark) {\n${rules('dark').join('\n')}\n}`,
].join('\n')

function rules(ground: 'light' | 'dark'): string[] {
  const { ground: paper, text, faint, grid, axis, shade, edge } = grounds[ground]
  return [
    `.ground { fill: ${paper} }`,
    `.title, .head, .plain, .strong { fill: ${text} }`,
    `.faint { fill: ${faint} }`,
    `.grid { stroke: ${grid} }`,
    `.axis, .guide { stroke: ${axis} }`,
    `.shade { fill: ${shade} }`,
    `.edge { stroke: ${edge} }`,
    `.hollow { fill: ${paper} }`,
    `.incident { fill: ${edge}; font-weight: 600 }`,
    `.sx { stroke: ${axis} } .fx { fill: ${faint} }`,
    ...palette.map((one, k) => `.s${k} { stroke: ${one[ground]} } .f${k} { fill: ${one[ground]} }`),
    ...palette.flatMap((one, k) => (one.ink ? [`text.f${k} { fill: ${inkOf(one, ground)} }`] : [])),
  ]
}
