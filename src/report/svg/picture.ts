import { element, xmlText } from '../xml.js'
import { label, px } from './frame.js'
import { style } from './style.js'

/** What every picture has. */
export interface Sheet {
  readonly width: number
  readonly height: number
  /** In a line or two above the picture; all of it is read to who cannot see it. */
  readonly title: readonly string[]
  /** Below the title, fainter. */
  readonly subtitle: readonly string[]
  /** What the picture shows, in words, for who cannot see it. */
  readonly description: string
}

/** Between lines of the title, and of the subtitle. */
const [titleLine, subtitleLine] = [20, 17]

/** Where what is drawn may begin, below title and subtitle. */
export function topOf({ title, subtitle }: Pick<Sheet, 'title' | 'subtitle'>): number {
  return 26 + titleLine * (title.length - 1) + subtitleLine * subtitle.length + 2
}

/**
 * A picture as a file of its own (SVG 1.1 and CSS, no script): fit for light and dark screens, with a title and a description for
 * who cannot see it. Ended by a newline.
 */
export function drawSheet(sheet: Sheet, content: readonly string[]): string {
  const { width, title, subtitle, description } = sheet
  const height = px(sheet.height)
  const root = {
    ...{ xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}` },
    ...{ role: 'img', 'aria-labelledby': 'title desc' },
  }
  const subtitleTop = 26 + titleLine * (title.length - 1) + subtitleLine + 2
  return `${element('svg', root, [
    element('title', { id: 'title' }, xmlText(title.join(' '))),
    element('desc', { id: 'desc' }, xmlText(description)),
    `<style>\n${style}\n</style>`,
    element('rect', { class: 'ground', width, height, rx: 6 }),
    ...title.map((line, i) => label(line, { x: 16, y: 26 + i * titleLine, look: 'title' })),
    ...subtitle.map((line, i) => label(line, { x: 16, y: subtitleTop + i * subtitleLine, look: 'faint' })),
    ...content,
  ])}\n`
}
