#!/bin/sh
# Creates the connector, or changes it to what the file says; both are one request. A worker that rejoins its group refuses for a while.
set -eu
curl --fail-with-body --silent --show-error --retry 30 --retry-delay 2 --retry-all-errors --request PUT \
    --header 'Content-Type: application/json' --data @/deploy/operational.json \
    "$BLOOM_CONNECT/connectors/operational/config"
