package io.fourfold.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.fourfold.infra.client.Gallery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks instances that may die at any moment, and judges every answer by brute force. */
public final class ChaosQueries implements Callable<Void> {

    private static final Logger LOG = LoggerFactory.getLogger(ChaosQueries.class);
    private static final int K = 10;
    private static final long PAUSE_MS = 50;

    /** What an answer was. */
    public enum Verdict {
        /** Of all partitions, and right. */
        COMPLETE,
        /** Marked incomplete, and right for those partitions that answered. */
        INCOMPLETE,
        /** 503: asked to come again. */
        UNAVAILABLE,
        /** The instance was killed, or was not there. */
        DEAD,
        /** Anything else. */
        WRONG
    }

    private final List<? extends ChaosTarget> instances;
    private final Gallery gallery;
    private final List<String> ids;
    private final int partitions;
    private final Random random;
    private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicInteger missing = new AtomicInteger();
    private volatile boolean stopped;

    /**
     * @param gallery what the instances have indexed
     * @param partitions of the index
     */
    ChaosQueries(List<? extends ChaosTarget> instances, Gallery gallery, int partitions, long seed) {
        this.instances = instances;
        this.gallery = gallery;
        this.ids = gallery.ids();
        this.partitions = partitions;
        this.random = new Random(seed);
    }

    @Override
    public Void call() throws InterruptedException {
        while (!stopped) {
            ChaosTarget instance = instances.get(random.nextInt(instances.size()));
            String id = ids.get(random.nextInt(ids.size()));
            if (!instance.paused()) {
                count(random.nextBoolean() ? similar(instance, id) : image(instance, id));
            }
            Thread.sleep(PAUSE_MS);
        }
        return null;
    }

    void stop() {
        stopped = true;
    }

    /** How many of the queries asked all the time were not answered completely so far. */
    int missing() {
        return missing.get();
    }

    /** Forgets what was answered while photos were not indexed yet. */
    void forget() {
        takeCounts();
        wrong.clear();
    }

    /** How many answers were what, since the last call. */
    synchronized Map<Verdict, Integer> takeCounts() {
        Map<Verdict, Integer> taken = new EnumMap<>(counts);
        counts.clear();
        return taken;
    }

    /** What was wrong with the wrong ones. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** Asks for photos like one, and judges the answer. */
    Verdict similar(ChaosTarget instance, String id) throws InterruptedException {
        return ask(
                instance,
                "v1/images/" + id + "/similar?k=" + K + "&owner=" + Gallery.OWNER,
                json -> judgeSimilar(id, json));
    }

    /** Asks what is known of a photo, and judges the answer. */
    Verdict image(ChaosTarget instance, String id) throws InterruptedException {
        return ask(
                instance,
                "v1/images/" + id,
                json -> json.at("/captions/0/text").asText().equals(Gallery.caption(id)) && json.has("embedding")
                        ? Verdict.COMPLETE
                        : Verdict.WRONG);
    }

    private Verdict ask(ChaosTarget instance, String path, Function<JsonNode, Verdict> judge)
            throws InterruptedException {
        int deaths = instance.deaths();
        long start = System.nanoTime();
        try {
            ChaosTarget.Answer answer = instance.get(path);
            Verdict verdict = switch (answer.status()) {
                case 200 -> judge.apply(answer.json());
                case 503 -> Verdict.UNAVAILABLE;
                default -> Verdict.WRONG;
            };
            if (verdict != Verdict.COMPLETE) {
                LOG.info(
                        "{}, {}: {} after {} ms: {}",
                        instance.name(),
                        path,
                        verdict,
                        Duration.ofNanos(System.nanoTime() - start).toMillis(),
                        answer.json().has("shards") ? answer.json().get("shards") : answer.json());
            }
            if (verdict == Verdict.WRONG) {
                wrong.add(instance.name() + ", " + path + ": " + answer.status() + " " + answer.json());
            }
            return verdict;
        } catch (IOException e) {
            if (!instance.up() || instance.deaths() != deaths) {
                return Verdict.DEAD;
            }
            wrong.add(instance.name() + ", " + path + ": " + e);
            return Verdict.WRONG;
        }
    }

    private synchronized void count(Verdict verdict) {
        if (verdict != Verdict.COMPLETE) {
            missing.incrementAndGet();
        }
        counts.merge(verdict, 1, Integer::sum);
    }

    private Verdict judgeSimilar(String id, JsonNode json) {
        for (JsonNode hit : json.path("hits")) {
            if (hit.has("caption")
                    && !hit.get("caption")
                            .asText()
                            .equals(Gallery.caption(hit.path("imageId").asText()))) {
                return Verdict.WRONG;
            }
        }
        List<String> ids = json.path("hits").findValuesAsText("imageId");
        int answered = json.at("/shards/answered").asInt();
        List<String> ranked = gallery.ranked(id, any -> true);
        if (subsets(answered).stream().noneMatch(subset -> ids.equals(best(ranked, subset)))) {
            return Verdict.WRONG;
        }
        return answered == partitions ? Verdict.COMPLETE : Verdict.INCOMPLETE;
    }

    private List<String> best(List<String> ranked, int partitionMask) {
        return ranked.stream()
                .filter(other -> (partitionMask >> partition(other) & 1) == 1)
                .limit(K)
                .toList();
    }

    /** As Kafka's default partitioner does it. */
    private int partition(String id) {
        return Utils.toPositive(Utils.murmur2(id.getBytes(StandardCharsets.UTF_8))) % partitions;
    }

    /** Sets of so many partitions, each as a bit mask. */
    private List<Integer> subsets(int size) {
        List<Integer> subsets = new ArrayList<>();
        for (int subset = 0; subset < 1 << partitions; subset++) {
            if (Integer.bitCount(subset) == size) {
                subsets.add(subset);
            }
        }
        return subsets;
    }
}
