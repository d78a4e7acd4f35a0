#!/bin/bash
# Creates each topic that topics.txt names and that is not there yet; nothing is created by being written to.
set -euo pipefail
while read -r name partitions cleanup; do
    case "$cleanup" in
        compact) settings=(--config cleanup.policy=compact --config delete.retention.ms=2592000000) ;;
        # Replayed history is old by its own timestamps and must not vanish for it.
        keep) settings=(--config retention.ms=-1) ;;
        *) echo "topics.txt: $name is neither compact nor keep" >&2; exit 1 ;;
    esac
    /opt/kafka/bin/kafka-topics.sh --bootstrap-server "$BLOOM_KAFKA" --create --if-not-exists \
        --topic "$name" --partitions "$partitions" --replication-factor 1 "${settings[@]}"
done < <(grep -v '^#' /deploy/topics.txt)
