import { nginx, nginxConfig, nginxSuites } from './nginx.js'
import { testAgainst } from './test-against.js'

testAgainst(nginx, nginxSuites, {
  configure: nginxConfig,
  triedHeader: 'X-Tried',
})
