import { caddy, caddyConfig, caddySuites } from './caddy.js'
import { testAgainst } from './test-against.js'

testAgainst(caddy, caddySuites, { configure: caddyConfig })
