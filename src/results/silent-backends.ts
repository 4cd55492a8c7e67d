import type { CandidateResult, Warning } from './results.js'

/**
 * Caution about a configuration of the user's under which backends got nothing: nobody but the user knows whether it should be
 * so, and a port that is wrong in one of both files shows in nothing else.
 */
export function silentBackends({ id, source, software, backends }: CandidateResult): Warning[] {
  if (source === null || software === null) return []
  const silent = backends.filter(({ requests }) => requests === 0).map(({ name }) => name)
  if (silent.length === 0) return []
  const message = `${silent.join(', ')} answered nothing: does ${source.file} name the ports of the scenario and, where it goes by the client's address, read X-Forwarded-For? Here all clients are 127.0.0.1`
  return [{ code: 'silent-backends', level: 'caution', candidate: id, round: null, message }]
}
