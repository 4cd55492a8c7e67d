/** What `--export` knows; all but `otava`, which grows by a row a run, replace the file. */
export const exportFormats = [
  'junit',
  'summary',
  'comment',
  'benchmark',
  'otava',
  'html',
  'timeline',
  'ranking-svg',
  'spectrum-svg',
  'timeline-svg',
] as const
export type ExportFormat = (typeof exportFormats)[number]
