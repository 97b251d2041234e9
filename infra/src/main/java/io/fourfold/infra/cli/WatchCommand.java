package io.fourfold.infra.cli;

import io.fourfold.infra.client.PhotoFeed;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fourfold watch}. */
@Command(name = "watch", description = "Subscribes to captions and prints them as they arrive, until Ctrl-C.")
final class WatchCommand implements Callable<Integer> {

    private static final Duration POLL = Duration.ofMillis(200);

    @Option(names = "--from-beginning", description = "print the captions there are, first")
    private boolean fromBeginning;

    @Mixin
    private ClusterOptions clusterOptions;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        OutcomePrinter printer = new OutcomePrinter(spec.commandLine().getOut());
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
