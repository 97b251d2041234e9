package io.fourfold.bench;

import io.fourfold.infra.client.Cluster;
import io.fourfold.infra.client.PhotoFile;
import io.fourfold.infra.client.PhotoUploader;
import io.fourfold.model.Network;
import io.fourfold.topology.app.FourfoldApplication;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.kafka.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * What Kafka costs: photos a second from upload event to committed caption and embedding event, beside photos a second of
 * a bare loop of decode, encode and caption on as many threads. The uploads wait in their topic before the application
 * starts, since making them is the platform's work, and the last tenth does not count, since a thread whose partitions are
 * done idles then. Bare and piped rounds alternate, so that both see the same machine.
 *
 * @param config reaches a running broker and registry whose topics exist
 * @param photos repeated until a round is full
 */
public record PipelineBench(FourfoldConfig config, Network network, List<PhotoFile> photos, int photosPerRound) {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration SILENCE_TIMEOUT = Duration.ofSeconds(60);

    public PipelineBench {
        photos = List.copyOf(photos);
    }

    /**
     * Photos a second of one round.
     *
     * @param bare the loop alone
     * @param piped through Kafka
     */
    public record Round(double bare, double piped) {

        public double efficiency() {
            return piped / bare;
        }
    }

    /** Runs one warm-up round and then the measured ones, handing each over when it is done. */
    public void run(int rounds, Consumer<Round> done) throws InterruptedException, ExecutionException {
        round(0);
        for (int round = 1; round <= rounds; round++) {
            done.accept(round(round));
        }
    }

    private Round round(int round) throws InterruptedException, ExecutionException {
        double bare = bare();
        Cluster cluster = new Cluster(config, Clock.systemUTC());
        try (OutcomeCount outcomes = outcomes(cluster)) {
            upload(cluster, round);
            try (FourfoldApplication application = FourfoldApplication.start(config, network)) {
                application.awaitReady(START_TIMEOUT);
                return new Round(bare, outcomes.perSecond(photosPerRound * 9 / 10, SILENCE_TIMEOUT));
            }
        }
    }

    private double bare() throws InterruptedException, ExecutionException {
        int threads = config.kafka().threads().images();
        AtomicInteger next = new AtomicInteger();
        long start = System.nanoTime();
        Threads.run(threads, threads, Executors.callable(() -> describeFrom(next)));
        return photosPerRound / ((System.nanoTime() - start) / 1e9);
    }

    private void describeFrom(AtomicInteger next) {
        for (int i = next.getAndIncrement(); i < photosPerRound; i = next.getAndIncrement()) {
            network.captions(network.embed(photo(i).read()));
        }
    }

    private void upload(Cluster cluster, int round) {
        try (PhotoUploader uploader = cluster.uploader()) {
            for (int i = 0; i < photosPerRound; i++) {
                PhotoFile photo = new PhotoFile("round-" + round + "-photo-" + i, photo(i).path());
                uploader.upload(photo, () -> {});
            }
            uploader.flush();
        }
    }

    private static OutcomeCount outcomes(Cluster cluster) {
        Topics topics = cluster.topics();
        return new OutcomeCount(
                cluster.consumer(), List.of(topics.imageCaptioned(), topics.imageEmbedded()), id -> true);
    }

    private PhotoFile photo(int i) {
        return photos.get(i % photos.size());
    }
}
