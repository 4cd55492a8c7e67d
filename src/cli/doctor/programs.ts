/** A program, or a module of Python's, that makes more possible. */
export interface Wanted {
  /** As people call it. */
  readonly name: string
  /** What it makes possible, as the rest of "it enables ...". */
  readonly enables: string
  /** Programs that do, the first that is found is taken; or a module. */
  readonly is: { readonly programs: readonly [string, ...string[]] } | { readonly module: string }
  /** How a program is asked for its version, and where the answer has it. */
  readonly asked?: readonly string[]
  readonly version?: RegExp
  /** What a program says that cannot do what it is for, and the package it then lacks. */
  readonly lacks?: { readonly says: RegExp; readonly what: string; readonly debian: string }
  /** Debian's package; else the page that tells how to install it. */
  readonly from: { readonly debian: string } | { readonly page: string }
}

export interface WantedGroup {
  readonly title: string
  readonly wanted: readonly Wanted[]
}

/** All that lbbench works with and does not bring along. */
export const wantedGroups: readonly WantedGroup[] = [
  {
    title: 'engines',
    wanted: [
      {
        name: 'nginx',
        enables: 'candidates such as nginx:lc',
        is: { programs: ['nginx'] },
        asked: ['-v'],
        version: /nginx\/(\S+)/,
        from: { debian: 'nginx-light' },
      },
      {
        name: 'HAProxy',
        enables: 'candidates such as haproxy:lc',
        is: { programs: ['haproxy'] },
        asked: ['-v'],
        version: /version (\S+)/,
        from: { debian: 'haproxy' },
      },
      {
        name: 'Caddy',
        enables: 'candidates such as caddy:lc',
        is: { programs: ['caddy'] },
        asked: ['version'],
        version: /^v?(\S+)/,
        from: { debian: 'caddy' },
      },
      {
        name: 'Envoy',
        enables: 'candidates such as envoy:lc',
        is: { programs: ['envoy'] },
        asked: ['--version'],
        version: /\/(\d+\.\d+\.\d+[^/\s]*)\//,
        from: { page: 'https://apt.envoyproxy.io' },
      },
      {
        name: 'Traefik',
        enables: 'candidates such as traefik:rr',
        is: { programs: ['traefik'] },
        asked: ['version'],
        version: /Version:\s+(\S+)/,
        from: { page: 'https://github.com/traefik/traefik/releases' },
      },
    ],
  },
  {
    title: 'backends',
    wanted: [
      {
        name: 'Flask',
        enables: 'real backends instead of simulated ones',
        is: { module: 'flask' },
        from: { debian: 'python3-flask' },
      },
      {
        name: 'gunicorn',
        enables: '--backend-kind gunicorn and gunicorn-gthread',
        is: { programs: ['gunicorn'] },
        asked: ['--version'],
        version: /version ([^\s)]+)/,
        from: { debian: 'gunicorn' },
      },
      {
        name: 'gevent',
        enables: '--backend-kind gunicorn-gevent',
        is: { module: 'gevent' },
        from: { debian: 'python3-gevent' },
      },
      {
        name: 'uWSGI',
        enables: '--backend-kind uwsgi',
        is: { programs: ['uwsgi'] },
        asked: ['--plugin', 'python3', '--version'],
        version: /^(\d[\w.-]*)$/m,
        lacks: { says: /UNABLE to load/, what: 'its plugin for Python', debian: 'uwsgi-plugin-python3' },
        from: { debian: 'uwsgi-core uwsgi-plugin-python3' },
      },
    ],
  },
  {
    title: 'stores and tools',
    wanted: [
      {
        name: 'Redis',
        enables: 'sessions in a central store (Valkey does as well)',
        is: { programs: ['redis-server', 'valkey-server'] },
        asked: ['--version'],
        version: /((?:Redis|Valkey) server v=\S+)/,
        from: { debian: 'redis-server' },
      },
      {
        name: 'redis-py',
        enables: 'sessions of Flask backends in a central store',
        is: { module: 'redis' },
        from: { debian: 'python3-redis' },
      },
      {
        name: 'Prometheus',
        enables: 'watching a run from outside, by --metrics-port',
        is: { programs: ['prometheus'] },
        asked: ['--version'],
        version: /version (\S+)/,
        from: { debian: 'prometheus' },
      },
      {
        name: 'wrk',
        enables: 'bench/data-plane, which measures proxies at full speed',
        is: { programs: ['wrk'] },
        asked: ['-v'],
        version: /^wrk (?:debian\/)?(\S+)/,
        from: { debian: 'wrk' },
      },
    ],
  },
]
