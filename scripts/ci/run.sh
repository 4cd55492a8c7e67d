#!/usr/bin/env bash
# What action.yml runs: lbbench compare, by the environment (the inputs of the action) instead of by flags.
# Sets the outputs `status` and `report`, and ends with the exit status of lbbench.
set -euo pipefail

# A second line would be an output of its own.
if [[ "$REPORT" == *[$'\n\r']* ]]; then
  echo '::error title=lbbench::the input "report" is the name of a folder, in one line'
  exit 2
fi

args=(compare "$SCENARIO")
given() { if [ -n "$2" ]; then args+=("--$1" "$2"); fi; }
given strategies "$STRATEGIES"
given against "$AGAINST"
given baseline "$BASELINE"
given rounds "$ROUNDS"
given inconclusive "$INCONCLUSIVE"

# A gate a line.
while IFS= read -r gate; do
  if [[ "$gate" =~ [^[:space:]] ]]; then args+=(--gate "$gate"); fi
done <<<"$GATES"

# Words, as they are: no quotes, no patterns, no variables.
read -r -d '' -a more <<<"$MORE" || true
args+=(${more[@]+"${more[@]}"})

# Of a flag that is given twice the last one counts, and the steps that follow look here.
args+=(--out "$REPORT")

for export in junit=junit.xml comment=comment.md benchmark=benchmark.json; do
  args+=(--export "${export%%=*}=$REPORT/${export#*=}")
done

status=0
node "$LBBENCH/bin/lbbench.js" "${args[@]}" || status=$?
printf 'status=%s\nreport=%s\n' "$status" "$REPORT" >>"$GITHUB_OUTPUT"
exit "$status"
