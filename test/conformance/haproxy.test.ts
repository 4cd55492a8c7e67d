import { changeHaproxy, haproxy, haproxyConfig, haproxySuites } from './haproxy.js'
import { testAgainst } from './test-against.js'

testAgainst(haproxy, haproxySuites, { configure: haproxyConfig, change: changeHaproxy })
