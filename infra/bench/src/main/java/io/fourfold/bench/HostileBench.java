package io.fourfold.bench;

import io.fourfold.infra.client.Cluster;
import io.fourfold.schemas.ImageUploaded;
import io.fourfold.schemas.InlinePhoto;
import io.fourfold.topology.kafka.Topics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** Hostile photos before one running instance with little heap: what becomes of each, and what the instance takes for it. */
public final class HostileBench {

    private static final Duration SILENCE_TIMEOUT = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(200);

    /** So many are sent before the first of them has ended. */
    private static final int AHEAD = 200;

    private static final String REASON = "__streams.errors.message";

    /** {@code Pause Young (Allocation Failure) 123M->45M(512M)}: before, after, and what there is. */
    private static final Pattern COLLECTION = Pattern.compile(" (\\d+)M->(\\d+)M\\(\\d+M\\)");

    private final Cluster cluster;
    private final HostilePhotos photos;

    public HostileBench(Cluster cluster, HostilePhotos photos) {
        this.cluster = cluster;
        this.photos = photos;
    }

    /** Options of the instance's JVM: its heap, and where it logs collections. */
    public static List<String> jvm(int heapMegabytes, Path log) {
        return List.of(
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-Xlog:gc:file=" + log,
                "--add-modules=jdk.incubator.vector");
    }

    /**
     * What became of the photos.
     *
     * @param missing ids that ended neither way
     * @param withoutReason dead letters that do not say why
     */
    public record Outcome(int captioned, int refused, Set<String> missing, int withoutReason, Duration time) {}

    /**
     * Sends so many and waits until each has ended, or nothing ends any more.
     *
     * @param progress told how many have ended
     */
    public Outcome run(int count, IntConsumer progress) {
        Topics topics = cluster.topics();
        long start = System.nanoTime();
        Map<String, Boolean> ended = new TreeMap<>();
        Set<String> missing = new TreeSet<>();
        int withoutReason = 0;
        try (Consumer<String, byte[]> consumer = cluster.consumer();
                Producer<String, SpecificRecord> producer = cluster.producer()) {
            follow(consumer, List.of(topics.imageCaptioned(), topics.imageDeadLetter()));
            long lastEnd = System.nanoTime();
            while (ended.size() < count && System.nanoTime() - lastEnd < SILENCE_TIMEOUT.toNanos()) {
                while (missing.size() + ended.size() < count && missing.size() < AHEAD) {
                    HostilePhotos.HostilePhoto photo = photos.photo(missing.size() + ended.size());
                    String id = missing.size() + ended.size() + "-" + photo.kind();
                    producer.send(new ProducerRecord<>(topics.imageUploaded(), id, upload(photo)));
                    missing.add(id);
                }
                int before = ended.size();
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    boolean captioned = record.topic().equals(topics.imageCaptioned());
                    missing.remove(record.key());
                    ended.put(record.key(), captioned);
                    withoutReason += captioned || hasReason(record) ? 0 : 1;
                }
                if (ended.size() > before) {
                    lastEnd = System.nanoTime();
                    progress.accept(ended.size());
                }
            }
        }
        int captioned =
                (int) ended.values().stream().filter(Boolean::booleanValue).count();
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        return new Outcome(captioned, ended.size() - captioned, missing, withoutReason, time);
    }

    /** Most that the heap had, in MB, before it was collected. */
    public static int highestHeap(Path log) throws IOException {
        return megabytes(log).stream().mapToInt(each -> each[0]).max().orElse(0);
    }

    /** Most that was left of it. */
    public static int highestLiveHeap(Path log) throws IOException {
        return megabytes(log).stream().mapToInt(each -> each[1]).max().orElse(0);
    }

    private static List<int[]> megabytes(Path log) throws IOException {
        List<int[]> found = new ArrayList<>();
        try (Stream<String> lines = Files.lines(log)) {
            lines.map(COLLECTION::matcher)
                    .filter(Matcher::find)
                    .forEach(match ->
                            found.add(new int[] {Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2))}));
        }
        return found;
    }

    private static void follow(Consumer<String, byte[]> consumer, List<String> topics) {
        consumer.assign(topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList());
        consumer.seekToEnd(consumer.assignment());
        consumer.assignment().forEach(consumer::position);
    }

    private static boolean hasReason(ConsumerRecord<String, byte[]> deadLetter) {
        Header reason = deadLetter.headers().lastHeader(REASON);
        return reason != null && !new String(reason.value(), StandardCharsets.UTF_8).isBlank();
    }

    private static ImageUploaded upload(HostilePhotos.HostilePhoto photo) {
        return new ImageUploaded(
                new InlinePhoto(ByteBuffer.wrap(photo.file())), null, null, photo.kind(), Instant.EPOCH);
    }
}
