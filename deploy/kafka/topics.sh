#!/bin/bash
# Creates each topic that topics.txt names and that is not there yet; nothing is created by being written to.
set -euo pipefail
while read -r name partitions cleanup; do
    case "$cleanup" in
        # Seven days of every change: a warehouse that comes back from a backup is told all since.
        compact) settings=(--config cleanup.policy=compact --config delete.retention.ms=2592000000 --config min.compaction.lag.ms=604800000) ;;
        # Replayed history is old by its own timestamps and must not vanish for it.
        keep) settings=(--config retention.ms=-1) ;;
        # Dead letters and replays: by then they are mended, or reconciliation has.
        age) settings=(--config retention.ms=7776000000) ;;
        *) echo "topics.txt: $name is neither compact, keep nor age" >&2; exit 1 ;;
    esac
    /opt/kafka/bin/kafka-topics.sh --bootstrap-server "$BLOOM_KAFKA" --create --if-not-exists \
        --topic "$name" --partitions "$partitions" --replication-factor 1 "${settings[@]}"
done < <(grep -v '^#' /deploy/topics.txt)
