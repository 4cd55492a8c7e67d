import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/build.setup.ts'],
    testTimeout: 30_000,
    // Live suites start processes and sockets; two files at a time is what a 2-core machine can carry.
    maxWorkers: 2,
  },
})
