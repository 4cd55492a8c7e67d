import { z } from 'zod'
import { backendsSchema } from './backends.js'
import { balancerSchema } from './balancer/balancer.js'
import { plainName, plainNameRule, positiveDuration, text } from './fields.js'
import { scenarioFaultsSchema } from './incidents/fault-keys.js'
import { runSchema } from './run-settings.js'
import { scalingSchema } from './scaling.js'
import { section } from './section.js'
import { trafficSchema } from './traffic.js'

/** A scenario as a person writes it: the YAML document. `toScenario` completes what this returns. */
export const scenarioSchema = section(
  {
    name: text('Name in reports. Default: the name of the file.', 'steady', plainName, plainNameRule).optional(),
    description: text('One line on what it shows.', 'Four equal backends.', /^[^\n]*$/, 'one line of text').prefault(
      '',
    ),
    backends: backendsSchema,
    traffic: trafficSchema.meta({ description: 'Who asks for what, and when.' }),
    balancer: balancerSchema.prefault({}).meta({ description: 'What the balancer does besides choosing.' }),
    faults: scenarioFaultsSchema,
    objective: positiveDuration(
      'A good answer that takes longer hurts its client. Default: `traffic.timeout`.',
      '250ms',
    ).optional(),
    run: runSchema.prefault({}).meta({ description: 'How long and how often is measured.' }),
    scaling: scalingSchema.optional().meta({ description: 'An autoscaler, which starts and stops backends.' }),
    gates: z
      .array(text('A condition that must hold.', 'lc.p99 <= 0.9 * rr.p99', /\S/, 'a condition such as p99 <= 250ms'), {
        error: 'expected a list of conditions such as - p99 <= 250ms',
      })
      .prefault([])
      .meta({
        description: 'Conditions that must hold; where one does not, the exit status is 1.',
        example: "[ 'errorRate < 1%' ]",
      }),
  },
  'a scenario',
)

/** The document with units gone, defaults filled in, files not yet read. */
export type ScenarioDocument = z.output<typeof scenarioSchema>
