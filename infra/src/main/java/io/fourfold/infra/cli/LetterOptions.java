package io.fourfold.infra.cli;

import io.fourfold.topology.deadletter.LetterFilter;
import io.fourfold.topology.deadletter.LetterId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** Which dead letters are meant. */
final class LetterOptions {

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "only those whose message or exception contains this, in any case")
    private String reason;

    @Option(names = "--topic", paramLabel = "TOPIC", description = "only those that come from this topic")
    private String topic;

    @Option(names = "--key", paramLabel = "KEY", description = "only those with this key: the image id or query id")
    private String key;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "only those from then on, such as 2026-01-31T00:00:00Z")
    private Instant since;

    @Option(names = "--until", paramLabel = "TIME", description = "only those before")
    private Instant until;

    LetterFilter filter(Set<LetterId> ids) {
        return new LetterFilter(
                ids,
                Optional.ofNullable(reason),
                Optional.ofNullable(topic),
                Optional.ofNullable(key),
                Optional.ofNullable(since),
                Optional.ofNullable(until));
    }
}
