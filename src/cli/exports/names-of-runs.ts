import { decisionsFileName } from '../../baseline/decisions-file.js'
import { pictureFileNames } from '../../report/pictures/picture-names.js'
import { requestsFileName } from '../../results/requests-csv.js'
import { resultsFileName } from '../../results/results-file.js'

/** What a run's page is called in the run's folder. */
export const pageFileName = 'report.html'

/** What a run writes into its folder: what a report would replace could not be reported again. */
export const namesOfRuns: readonly string[] = [
  pageFileName,
  'report.md',
  ...pictureFileNames,
  'results.csv',
  resultsFileName,
  requestsFileName,
  decisionsFileName,
]
