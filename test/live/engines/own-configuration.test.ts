import { describe, expect, it } from 'vitest'
import { ownNginx } from '../../../src/live/engines/nginx/configuration.js'

const run = (text: string) => ownNginx({ path: '/etc/my nginx/nginx.conf', text })

describe("an nginx.conf of the user's", () => {
  it('runs as a copy without its pid file and its daemon, whatever it says of them', () => {
    const { text, args } = run('user www-data;\npid /run/nginx.pid;\n  daemon   on;\nevents{\n}\nhttp { }\n')
    expect(text).toBe('pid nginx.pid;\nuser www-data;\n\n  \nevents{\n}\nhttp { }\n')
    expect(args('/tmp/x')).toContain('daemon off;')
  })

  it('finds its includes where it was', () => {
    const { text } = run('events {}\nhttp {\n  include mime.types;\n  include "a b.conf";\n  include /abs/x.conf;\n}\n')
    expect(text).toContain(
      '  include "/etc/my nginx/mime.types";\n  include "/etc/my nginx/a b.conf";\n  include /abs/x.conf;',
    )
  })

  it('is included, where it is but a part of one', () => {
    expect(run('server { listen 1; }\n').text).toContain('http {\n')
    expect(run('server { listen 1; }\n').text).toContain('  include "/etc/my nginx/nginx.conf";\n')
  })
})
