package io.fourfold.infra.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.common.utils.Utils;

/** Asks instances that may die at any moment, and judges every answer by brute force. */
public final class ChaosQuestions implements Runnable {

    private static final int K = 10;
    private static final long PAUSE_MS = 20;

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

    private final List<ChaosInstance> instances;
    private final Gallery gallery;
    private final int partitions;
    private final Random random;
    private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;

    /**
     * @param gallery what the instances have indexed
     * @param partitions of the index
     */
    ChaosQuestions(List<ChaosInstance> instances, Gallery gallery, int partitions, long seed) {
        this.instances = instances;
        this.gallery = gallery;
        this.partitions = partitions;
        this.random = new Random(seed);
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                ChaosInstance instance = instances.get(random.nextInt(instances.size()));
                count(ask(
                        instance, gallery.ids().get(random.nextInt(gallery.ids().size()))));
                Thread.sleep(PAUSE_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void stop() {
        stopped = true;
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

    /** Asks one question and judges the answer. */
    Verdict ask(ChaosInstance instance, String id) throws InterruptedException {
        int deaths = instance.deaths();
        try {
            ChaosInstance.Answer answer =
                    instance.get("v1/images/" + id + "/similar?k=" + K + "&owner=" + Gallery.OWNER);
            Verdict verdict = judge(id, answer);
            if (verdict == Verdict.WRONG) {
                wrong.add(instance.name() + " about " + id + ": " + answer.status() + " " + answer.json());
            }
            return verdict;
        } catch (IOException e) {
            if (!instance.up() || instance.deaths() != deaths) {
                return Verdict.DEAD;
            }
            wrong.add(instance.name() + " about " + id + ": " + e);
            return Verdict.WRONG;
        }
    }

    private synchronized void count(Verdict verdict) {
        counts.merge(verdict, 1, Integer::sum);
    }

    private Verdict judge(String id, ChaosInstance.Answer answer) {
        if (answer.status() == 503) {
            return Verdict.UNAVAILABLE;
        }
        if (answer.status() != 200) {
            return Verdict.WRONG;
        }
        List<String> ids = answer.json().get("hits").findValuesAsText("imageId");
        int answered = answer.json().at("/shards/answered").asInt();
        if (answered == partitions) {
            return ids.equals(ranked(id, all())) ? Verdict.COMPLETE : Verdict.WRONG;
        }
        return subsets(answered).stream().anyMatch(subset -> ids.equals(ranked(id, subset)))
                ? Verdict.INCOMPLETE
                : Verdict.WRONG;
    }

    private List<String> ranked(String id, int partitionMask) {
        return gallery.ranked(id, other -> (partitionMask >> partition(other) & 1) == 1).stream()
                .limit(K)
                .toList();
    }

    /** As Kafka's default partitioner does it. */
    private int partition(String id) {
        return Utils.toPositive(Utils.murmur2(id.getBytes(StandardCharsets.UTF_8))) % partitions;
    }

    private int all() {
        return (1 << partitions) - 1;
    }

    /** Sets of so many partitions, each as a bit mask. */
    private List<Integer> subsets(int size) {
        List<Integer> subsets = new ArrayList<>();
        for (int subset = 0; subset <= all(); subset++) {
            if (Integer.bitCount(subset) == size) {
                subsets.add(subset);
            }
        }
        return subsets;
    }
}
