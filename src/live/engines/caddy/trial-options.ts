import type { Setup } from '../external/trial-setup.js'

/** In the folder of a trial. A file that only who started it, and root, may write to. */
export const adminSocket = 'admin.sock'

/** What it did, a line of JSON each. */
export const sightLog = 'sight.log'

/** The global options of a Caddyfile, for a trial. @param folder where its files are */
export function trialOptions({ isWatched, isOperated }: Setup, folder: string): string {
  return `{
${isOperated ? adminLines(folder) : '\tadmin off\n'}\tauto_https off
\tlog {
\t\toutput stderr
\t\tlevel ERROR
\t}
${isWatched ? sightLines : ''}}

`
}

/** Whom Caddy takes it says on level debug only. What is asked and answered is left out: it would be most of the line. */
const sightLines = `\tlog sight {
\t\toutput file ${sightLog} {
\t\t\troll_disabled
\t\t}
\t\tlevel DEBUG
\t\tinclude http.handlers.reverse_proxy
\t\tformat filter {
\t\t\twrap json
\t\t\tfields {
\t\t\t\trequest delete
\t\t\t\theaders delete
\t\t\t}
\t\t}
\t}
`

function adminLines(folder: string): string {
  return `\tadmin unix/${folder}/${adminSocket} {
\t\torigins localhost
\t}
`
}
