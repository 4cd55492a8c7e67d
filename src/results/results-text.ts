import type { Results } from './results.js'

/** `results.json` as text: a line a value, but a column of a timeline on one, as the thousands of lines tell nobody anything. */
export function resultsText(results: Results): string {
  const lines = JSON.stringify(results, null, 2)
  return `${lines.replace(columnOfNumbers, column => column.replace(/\s+/g, ' ').replace('[ ', '[').replace(' ]', ']'))}\n`
}

/** Text of JSON holds no line break, so that nothing within quotes looks like this. */
const columnOfNumbers = /\[\n(?: *(?:null|-?\d[\d.e+-]*),?\n)+ *\]/g
