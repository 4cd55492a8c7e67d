import { defineConfig } from 'vitest/config'

const products = 'test/conformance/{nginx,haproxy,caddy}.test.ts'

/**
 * `pure` suites need only the sources; `live` suites start the compiled programs, so they build first; `conformance` suites
 * start the real nginx, HAProxy and Caddy; `browser` suites open what was built in Chromium. The first keep no state outside
 * of a test, so that their files can share a process, and what it has loaded: most are done in less than that takes.
 */
export default defineConfig({
  test: {
    // A machine that others keep busy takes twenty times as long, and a test that hangs is found out all the same.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // For 2 cores: a file in three waits, for processes, timers and the end of somebody's patience.
    maxWorkers: 3,
    globalSetup: ['test/temporary-root.setup.ts'],
    setupFiles: ['test/same-examples.setup.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          isolate: false,
          include: ['test/**/*.test.ts'],
          exclude: ['test/{process,cli,docs,package,browser}/**', products],
        },
      },
      {
        extends: true,
        test: {
          name: 'live',
          include: ['test/{process,cli,docs,package}/**/*.test.ts'],
          globalSetup: ['test/build.setup.ts'],
        },
      },
      {
        extends: true,
        test: { name: 'conformance', include: [products] },
      },
      {
        extends: true,
        test: { name: 'browser', include: ['test/browser/**/*.test.ts'], globalSetup: ['test/build.setup.ts'] },
      },
    ],
  },
})
