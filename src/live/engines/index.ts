import type { Engine } from '../../bench/engine.js'
import { embeddedEngine } from './embedded/embedded-engine.js'
import { externalEngine } from './external/external-engine.js'
import { products } from './external/products.js'
import { targetEngine } from './target/target-engine.js'

/** Every engine there is; the first is meant where a candidate names none. */
export const engines: readonly Engine[] = [embeddedEngine, ...products.map(externalEngine), targetEngine]
