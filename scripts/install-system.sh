#!/usr/bin/env bash
# Installs the Debian packages that something here needs, only those that are missing.
#   scripts/install-system.sh tests    what the test suites need
#   scripts/install-system.sh bench    what bench/ compares with
set -euo pipefail

# Entries are CHECK:PACKAGE; the package is installed where the check fails.
case "${1:-tests}" in
  tests) wanted=("command -v nginx:nginx-light" "command -v haproxy:haproxy" "command -v caddy:caddy" "command -v prometheus:prometheus" "command -v redis-server:redis-server" "command -v xmllint:libxml2-utils" "command -v zsh:zsh" "command -v fish:fish" "command -v mandoc:mandoc"
    "command -v chromium || command -v chromium-browser || command -v google-chrome:chromium" "command -v gunicorn:gunicorn" "command -v uwsgi:uwsgi-core" "test -e /usr/lib/uwsgi/plugins/python3_plugin.so:uwsgi-plugin-python3"
    "/usr/bin/python3 -c 'import flask':python3-flask" "/usr/bin/python3 -c 'import gevent':python3-gevent"
    "/usr/bin/python3 -c 'import redis':python3-redis") ;;
  bench) wanted=("command -v nginx:nginx-light" "command -v wrk:wrk" "/usr/bin/python3 -c 'import simpy':python3-simpy") ;;
  *) echo "usage: install-system.sh tests|bench" >&2; exit 2 ;;
esac

missing=()
for entry in "${wanted[@]}"; do
  bash -c "${entry%%:*}" >/dev/null 2>&1 || missing+=("${entry##*:}")
done
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
[ "$(id -u)" = 0 ] || as_root=(sudo -n)
if command -v apt-get >/dev/null && "${as_root[@]}" true 2>/dev/null; then
  "${as_root[@]}" apt-get update -qq
  # Servers must not be started as services by their installation.
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "${missing[@]}"
else
  echo "not installed: ${missing[*]} (needs apt and root); install them to enable what uses them" >&2
  [ "${CI:-}" != true ]
fi
