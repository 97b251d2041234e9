package io.fourfold.bench;

import io.fourfold.infra.client.Cluster;
import io.fourfold.infra.client.PhotoStore;
import io.fourfold.infra.client.Poison;
import io.fourfold.infra.client.PoisonMix;
import io.fourfold.model.Network;
import io.fourfold.topology.app.FourfoldApplication;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.kafka.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * What poison costs the good photos among which it lies: the time until they are all described, over that of the same ones
 * alone. The uploads wait in their topic before the application starts. Rounds with and without poison alternate, so that
 * both see the same machine.
 */
public final class PoisonBench {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration SILENCE_TIMEOUT = Duration.ofMinutes(2);

    private final FourfoldConfig config;
    private final Network network;
    private final PoisonMix mix;
    private final int goodPerRound;

    /**
     * @param config reaches a running broker and registry whose topics exist
     * @param store whose photos the configuration allows to fetch
     */
    public PoisonBench(FourfoldConfig config, Network network, PhotoStore store, int goodPerRound) {
        this.config = config;
        this.network = network;
        this.mix = new PoisonMix(config, store);
        this.goodPerRound = goodPerRound;
    }

    /**
     * Good photos a second of one round.
     *
     * @param alone without poison
     * @param poisoned with one poison for each nine of them
     */
    public record Round(double alone, double poisoned) {

        /** Time with poison over time without. */
        public double ratio() {
            return alone / poisoned;
        }
    }

    /** Runs one warm-up round and then the measured ones, handing each over when it is done. */
    public void run(int rounds, Consumer<Round> done) throws InterruptedException, ExecutionException {
        mix.allowAnyTimestamp();
        goodPerSecond("warm-up", List.of());
        for (int round = 1; round <= rounds; round++) {
            double alone = goodPerSecond("round-" + round + "-alone", List.of());
            double poisoned = goodPerSecond("round-" + round + "-poisoned", List.of(Poison.values()));
            done.accept(new Round(alone, poisoned));
        }
    }

    private double goodPerSecond(String name, List<Poison> kinds) throws InterruptedException {
        Cluster cluster = new Cluster(config, Clock.systemUTC());
        Topics topics = cluster.topics();
        try (OutcomeCount outcomes = new OutcomeCount(
                cluster.consumer(),
                List.of(topics.imageCaptioned(), topics.imageEmbedded()),
                id -> PoisonMix.isGood(name, id))) {
            mix.send(name, goodPerRound, kinds);
            try (FourfoldApplication application = FourfoldApplication.start(config, network)) {
                application.awaitReady(START_TIMEOUT);
                return outcomes.perSecond(goodPerRound, SILENCE_TIMEOUT);
            }
        }
    }
}
