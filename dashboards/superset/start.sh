#!/usr/bin/env bash
# Superset on one machine: its packages once for each list of them, its database made ready, then the server itself.
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)

# A program that is waited for so that a signal ends it, too.
child=
trap 'kill "$child" 2>/dev/null; exit 143' TERM INT
# What comes before the server waits for the rest of the machine; whoever waits for a chart does not.
run() { nice -n 5 "$@" & child=$!; wait "$child"; }

# Shared by every checkout of this machine, as Maven's and npm's packages are.
version=$("$BLOOM_PYTHON" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
packages=${XDG_CACHE_HOME:-$HOME/.cache}/bloom/superset-$version-$(sha256sum < "$here/requirements.txt" | cut -c1-16)
if [ ! -e "$packages/complete" ]; then
  mkdir -p "$(dirname "$packages")"
  exec 9> "$packages.lock"
  run flock 9
  if [ ! -e "$packages/complete" ]; then
    echo "superset: fetching its packages into $packages"
    run "$BLOOM_PYTHON" -m venv --clear "$packages"
    run "$packages/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r "$here/requirements.txt"
    touch "$packages/complete"
  fi
  exec 9>&-
fi

export PYTHONPATH=$here/server SUPERSET_CONFIG_PATH=$here/server/superset_config.py PYTHONUNBUFFERED=1
export PYTHONDONTWRITEBYTECODE=1 FLASK_APP='superset.app:create_app()'
if [ $# -gt 0 ]; then # A check, with all that the server has.
  exec "$packages/bin/python" "$@"
fi
run "$packages/bin/python" "$here/server/prepare.py"
exec "$packages/bin/gunicorn" --config "$here/server/gunicorn_conf.py" --bind "${BLOOM_SUPERSET_BIND:-127.0.0.1}:$BLOOM_SUPERSET_PORT" 'superset.app:create_app()'
