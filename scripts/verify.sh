#!/usr/bin/env bash
# Builds, lints, type-checks and runs every test; the last line is "N passed, N failed".
set -euo pipefail
cd "$(dirname "$0")/.."

bash scripts/install-system.sh tests
npm run --silent build
npm run --silent lint
npm run --silent typecheck

report=$(mktemp)
trap 'rm -f "$report"' EXIT
status=0
npx vitest run --reporter=default --reporter=json --outputFile.json="$report" || status=$?
node scripts/count-tests.js "$report" || status=1
exit "$status"
