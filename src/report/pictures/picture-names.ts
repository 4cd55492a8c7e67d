/** Files that may lie beside report.md, in the order in which it shows them. */
export const pictureFileNames = ['ranking.svg', 'spectrum.svg', 'timeline.svg'] as const
export type PictureFileName = (typeof pictureFileNames)[number]
