package io.fourfold.bench;

import io.fourfold.infra.client.Cluster;
import io.fourfold.infra.client.Poison;
import io.fourfold.infra.client.PoisonMix;
import io.fourfold.topology.kafka.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * What poison costs the good photos among which it lies: the time until a reader of committed records has all of them
 * described, beside that of the same ones alone. Rounds with and without poison alternate before one running instance, so that
 * both see the same machine.
 */
public final class PoisonBench {

    private static final Duration SILENCE_TIMEOUT = Duration.ofMinutes(2);

    private final Cluster cluster;
    private final InstanceProcess instance;
    private final PoisonMix mix;
    private final int goodPerRound;

    /**
     * @param instance describes photos and may fetch those of the mix
     */
    public PoisonBench(Cluster cluster, InstanceProcess instance, PoisonMix mix, int goodPerRound) {
        this.cluster = cluster;
        this.instance = instance;
        this.mix = mix;
        this.goodPerRound = goodPerRound;
    }

    /**
     * What describing the good photos of a round took.
     *
     * @param time from before the first upload is sent
     * @param processor time of the instance on all its processors
     */
    public record Cost(Duration time, Duration processor) {}

    /**
     * A round.
     *
     * @param alone without poison
     * @param poisoned with one poison for each nine good photos
     */
    public record Round(Cost alone, Cost poisoned) {

        public double timeRatio() {
            return ratio(poisoned.time, alone.time);
        }

        public double processorRatio() {
            return ratio(poisoned.processor, alone.processor);
        }

        private static double ratio(Duration one, Duration other) {
            return (double) one.toNanos() / other.toNanos();
        }
    }

    /** Runs one warm-up round and then the measured ones, handing each over when it is done. */
    public void run(int rounds, Consumer<Round> done) throws InterruptedException, ExecutionException {
        mix.prepareTopic();
        round(0);
        for (int round = 1; round <= rounds; round++) {
            done.accept(round(round));
        }
    }

    private Round round(int number) {
        return new Round(
                cost("round-" + number + "-alone", List.of()),
                cost("round-" + number + "-poisoned", List.of(Poison.values())));
    }

    /** Waits until the poison has ended too, so that the next round has the instance to itself. */
    private Cost cost(String name, List<Poison> kinds) {
        Topics topics = cluster.topics();
        try (OutcomeCount described = new OutcomeCount(
                        cluster.consumer(),
                        List.of(topics.imageCaptioned(), topics.imageEmbedded()),
                        id -> PoisonMix.isGood(name, id));
                OutcomeCount deadLetters =
                        new OutcomeCount(cluster.consumer(), List.of(topics.imageDeadLetter()), id -> true)) {
            long start = System.nanoTime();
            Duration processorStart = processor();
            PoisonMix.Sent sent = mix.send(name, goodPerRound, kinds);
            described.await(goodPerRound, SILENCE_TIMEOUT);
            Cost cost = new Cost(
                    Duration.ofNanos(System.nanoTime() - start), processor().minus(processorStart));
            deadLetters.await(sent.deadLetters(), SILENCE_TIMEOUT);
            return cost;
        }
    }

    private Duration processor() {
        return instance.process().info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
