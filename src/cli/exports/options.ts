import type { Options as YargsOption } from 'yargs'
import { exportFormats } from '../../report/ci/export-formats.js'

/** `--export` of every command that has results. */
export const exportOption: YargsOption = {
  type: 'string',
  array: true,
  nargs: 1,
  describe: `FORMAT=FILE: write the outcome for a pipeline as ${exportFormats.join(', ')}; may be repeated`,
}

/** Of the commands whose exit status is a verdict. */
export const githubOption: YargsOption = {
  type: 'boolean',
  describe: 'on GitHub Actions: print no annotations and add nothing to the step summary',
}
