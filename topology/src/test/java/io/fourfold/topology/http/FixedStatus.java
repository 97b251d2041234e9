package io.fourfold.topology.http;

import io.fourfold.topology.kafka.GroupLags;
import io.fourfold.topology.models.Models;
import io.fourfold.topology.shard.IndexState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** A status in which much is not well. */
final class FixedStatus {

    static final Status.Now NOTHING_KNOWN =
            new Status.Now("localhost:8080", List.of(), List.of(), Optional.empty(), Optional.empty());

    private FixedStatus() {}

    static Status.Now troubled() {
        return new Status.Now(
                "localhost:8080",
                List.of(new Status.Application("fourfold-images-v1", "RUNNING", true, List.of(0, 2))),
                List.of(new Status.Restoring("fourfold-index-v1", "similarity", 1, 30, 40)),
                Optional.of(new Models(
                        2,
                        new Models.Model("v1", Optional.empty()),
                        Optional.of(new Models.Model("v0", Optional.empty())))),
                Optional.of(measured(5_000, Set.of(1, 3), 1, 2)));
    }

    static Status.Now healthy() {
        return new Status.Now(
                "localhost:8080",
                List.of(),
                List.of(),
                Optional.of(new Models(1, new Models.Model("v1", Optional.empty()), Optional.empty())),
                Optional.of(measured(3, Set.of(), 0, 0)));
    }

    private static Status.Measured measured(long lag, Set<Integer> missing, long waiting, long deadLetters) {
        return new Status.Measured(
                Instant.parse("2026-01-31T12:00:00Z"),
                Optional.of(List.of(new GroupLags.Lag("images", "photos.image.uploaded", lag))),
                Optional.of(new IndexState.Counted(7, 4, new TreeSet<>(missing))),
                OptionalLong.of(waiting),
                OptionalLong.of(deadLetters));
    }
}
