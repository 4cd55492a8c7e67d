import { describeIncident } from '../../report/drill/incident-text.js'
import type { Scenario } from '../../scenario/scenario.js'

/** What will befall the fleet and when, a text an incident in order of time: "crash: b4, 2s to 4.8s"; none where nothing does. */
export function describeIncidents({ incidents = [], backends, run }: Scenario): string[] {
  const shown = incidents.length > mostLines ? mostLines - 1 : incidents.length
  const texts = incidents
    .slice(0, shown)
    .map(incident =>
      describeIncident({ ...incident, backends: incident.backends.map(k => backends[k]!.name) }, run.durationMs),
    )
  return shown === incidents.length ? texts : [...texts, `and ${incidents.length - shown} more`]
}

/** A plan has to fit on a screen. */
const mostLines = 12
