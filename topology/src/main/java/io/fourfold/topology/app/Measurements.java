package io.fourfold.topology.app;

import io.fourfold.topology.deadletter.OpenLetters;
import io.fourfold.topology.http.Status.Measured;
import io.fourfold.topology.images.ImagesApplication;
import io.fourfold.topology.index.IndexApplication;
import io.fourfold.topology.kafka.ApplicationId;
import io.fourfold.topology.kafka.GroupLags;
import io.fourfold.topology.kafka.KafkaClients;
import io.fourfold.topology.kafka.PresentKeys;
import io.fourfold.topology.kafka.TopicFollower;
import io.fourfold.topology.kafka.Topics;
import io.fourfold.topology.models.Models;
import io.fourfold.topology.publish.PublishApplication;
import io.fourfold.topology.search.SearchApplication;
import io.fourfold.topology.similarity.Visibility;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Kafka and other instances say of the whole deployment, asked for in the background and only while somebody wants to
 * know it, so that neither their number nor brokers that are away hold up who asks.
 */
final class Measurements implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Measurements.class);
    private static final Duration VALIDITY = Duration.ofMillis(1_500);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

    private final KafkaClients clients;
    private final Topics topics;
    private final String applicationIdPrefix;
    private final int partitions;
    private final DeployedModels models;
    private final Clock clock;
    private final PresentKeys waiting = new PresentKeys();
    private final OpenLetters deadLetters = new OpenLetters();
    private final TopicFollower waitingFollower;
    private final TopicFollower deadLetterFollower;
    private final ExecutorService executor;
    private Optional<Admin> admin = Optional.empty();
    private CompletableFuture<Void> measuring = CompletableFuture.completedFuture(null);
    private volatile Optional<Measured> newest = Optional.empty();
    private boolean following;
    private boolean closed;

    /** @param partitions of each topic */
    Measurements(
            KafkaClients clients,
            Topics topics,
            String applicationIdPrefix,
            int partitions,
            DeployedModels models,
            Clock clock) {
        this.clients = clients;
        this.topics = topics;
        this.applicationIdPrefix = applicationIdPrefix;
        this.partitions = partitions;
        this.models = models;
        this.clock = clock;
        this.waitingFollower = new TopicFollower(topics.imageRetry(), clients::consumer, waiting, RETRY_PAUSE);
        this.deadLetterFollower =
                new TopicFollower(topics.imageDeadLetter(), clients::consumer, deadLetters, RETRY_PAUSE);
        this.executor = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "fourfold-measurements");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The newest answers, a few seconds old at most unless somebody does not answer; empty at first. */
    Optional<Measured> newest() {
        try {
            refreshed().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("The deployment is not measured in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return newest;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            if (following) {
                waitingFollower.close();
                deadLetterFollower.close();
            }
            executor.shutdownNow();
        }
        admin.ifPresent(opened -> opened.close(Duration.ZERO));
    }

    private synchronized CompletableFuture<Void> refreshed() {
        boolean old = newest.map(measured -> measured.time().plus(VALIDITY).isBefore(clock.instant()))
                .orElse(true);
        if (measuring.isDone() && old && !closed) {
            follow();
            measuring = CompletableFuture.runAsync(this::measure, executor);
        }
        return measuring;
    }

    /** From the first time that somebody asks. */
    private void follow() {
        if (!following) {
            following = true;
            waitingFollower.start();
            deadLetterFollower.start();
        }
    }

    private void measure() {
        Instant time = clock.instant();
        Optional<GroupLags> lags = asked(this::lags);
        newest = Optional.of(new Measured(
                time,
                lags.flatMap(asking ->
                        models.deployed().flatMap(deployed -> asked(() -> asking.of(readers(deployed))))),
                asked(() -> models.inService().count(Visibility.EVERYTHING)),
                waiting.count(),
                lags.flatMap(asking -> asked(() -> deadLetters.count(asking.beginnings(topics.imageDeadLetter()))))
                        .orElse(OptionalLong.empty())));
    }

    private GroupLags lags() {
        if (admin.isEmpty()) {
            admin = Optional.of(clients.admin());
        }
        return new GroupLags(admin.get(), partitions);
    }

    private List<GroupLags.Reader> readers(Models deployed) {
        String network = deployed.inService().version();
        ApplicationId images = ImagesApplication.applicationId(applicationIdPrefix, network);
        ApplicationId index = IndexApplication.applicationId(applicationIdPrefix, network);
        ApplicationId publish = PublishApplication.applicationId(applicationIdPrefix, deployed.epoch());
        ApplicationId search = SearchApplication.applicationId(applicationIdPrefix);
        List<String> results = topics.ofModel(network).results();
        return Stream.of(
                        Stream.of(new GroupLags.Reader("images", images::isAnyVersion, topics.imageUploaded())),
                        results.stream().map(topic -> new GroupLags.Reader("index", index::isAnyVersion, topic)),
                        results.stream().map(topic -> new GroupLags.Reader("publish", publish::isAnyVersion, topic)),
                        Stream.of(new GroupLags.Reader("search", search::isAnyVersion, topics.searchRequested())))
                .flatMap(reader -> reader)
                .toList();
    }

    private static <T> Optional<T> asked(Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (RuntimeException e) {
            LOG.debug("A part of the status cannot be had", e);
            return Optional.empty();
        }
    }
}
