import type { Results } from '../../results/results.js'
import { timelineAlt } from '../drill/svg/timeline-alt.js'
import { timelineSvg } from '../drill/svg/timeline-svg.js'
import { escaped } from '../markdown-text.js'
import { type PictureFileName, pictureFileNames } from './picture-names.js'
import { rankingAlt } from './ranking-alt.js'
import { rankingSvg } from './ranking-svg.js'
import { spectrumAlt, spectrumSvg } from './spectrum-svg.js'

/** A file that lies beside report.md and is shown in it. */
export interface Picture {
  readonly file: PictureFileName
  /** What it says, for who cannot see it. */
  readonly alt: string
  readonly svg: string
}

/** Pictures of a run, in their order; only those that have something to show. */
export function picturesOf(results: Results): Picture[] {
  return pictureFileNames.flatMap(file => {
    const svg = artists[file].draw(results)
    return svg === undefined ? [] : [{ file, alt: artists[file].alt(results), svg }]
  })
}

/** Shows the pictures where they lie beside; a block each. */
export function pictureBlocks(results: Results): string[] {
  return picturesOf(results).map(({ file, alt }) => `![${escaped(withoutBrackets(alt))}](${file})`)
}

interface Artist {
  /** Undefined where there is nothing to show. */
  readonly draw: (results: Results) => string | undefined
  readonly alt: (results: Results) => string
}

const artists: Readonly<Record<PictureFileName, Artist>> = {
  'ranking.svg': { draw: rankingSvg, alt: rankingAlt },
  'spectrum.svg': { draw: spectrumSvg, alt: spectrumAlt },
  'timeline.svg': { draw: timelineSvg, alt: timelineAlt },
}

/** Brackets would end what is between brackets: "[5, 10]" reads "(5 to 10)". */
function withoutBrackets(alt: string): string {
  return alt.replaceAll(/\[([^[\],]*), ([^[\],]*)\]/g, '($1 to $2)').replaceAll(/[[\]]/g, '')
}
