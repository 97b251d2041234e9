package io.fourfold.infra.cli;

import io.fourfold.infra.client.PhotoFeed;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fourfold watch}. */
@Command(name = "watch", description = "Subscribes to captions and prints them as they arrive, until Ctrl-C.")
final class WatchCommand extends ConsoleCommand {

    private static final Duration POLL = Duration.ofMillis(200);

    @Option(names = "--from-beginning", description = "print the captions there are, first")
    private boolean fromBeginning;

    @Mixin
    private MinConfidenceOption minConfidence;

    @Mixin
    private ClusterOptions clusterOptions;

    @Override
    public Integer call() throws IOException {
        OutcomePrinter printer = new OutcomePrinter(out(), minConfidence.orAny());
        try (StopSignal stop = new StopSignal();
                PhotoFeed feed = clusterOptions.cluster().feed()) {
            if (fromBeginning) {
                feed.rewindCaptions();
            }
            while (!stop.requested()) {
                feed.poll(POLL).forEach(printer::print);
            }
        }
        return 0;
    }
}
