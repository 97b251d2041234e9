package io.fourfold.infra.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.topology.deadletter.DeadLetter;
import io.fourfold.topology.deadletter.DeadLetters;
import io.fourfold.topology.deadletter.DeadLetters.Replayed;
import io.fourfold.topology.deadletter.LetterFilter;
import io.fourfold.topology.deadletter.LetterId;
import io.fourfold.topology.deadletter.LetterUploads;
import io.fourfold.topology.kafka.KafkaClients;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Each test has topics of its own, of one partition. */
class DeadLettersIT {

    /** The brokers delete what is older than a week half a minute after their start. */
    private static final long AN_HOUR_AGO = System.currentTimeMillis() - 3_600_000;

    private static final LetterUploads NO_UPLOADS = new LetterUploads((topic, bytes) -> null);

    @TempDir
    static Path directory;

    private static KafkaBackend kafka;
    private static KafkaClients clients;
    private static KafkaProducer<byte[], byte[]> producer;

    private String origin;
    private String topic;
    private DeadLetters letters;

    @BeforeAll
    static void start() {
        kafka = KafkaBackend.start(directory);
        clients = new KafkaClients(kafka.bootstrapServers(), Map.of());
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @AfterAll
    static void stop() {
        producer.close();
        kafka.close();
    }

    @BeforeEach
    void createTopics(TestInfo test) throws Exception {
        String name = test.getTestMethod().orElseThrow().getName();
        origin = name + ".uploaded";
        topic = name + ".dead-letter";
        KafkaRecords records = new KafkaRecords(kafka.bootstrapServers());
        records.createTopic(origin);
        records.createTopic(topic);
        letters =
                new DeadLetters(topic, clients::bytesConsumer, () -> clients.bytesProducer("dead-letters"), NO_UPLOADS);
    }

    @Test
    void shouldReplayTheOriginalOnceWithItsKeyAndHeadersAndTheAttempt() throws Exception {
        fail(upload("photo", "bytes", "trace", "t1"), "photo", "bytes", "trace", "t1");

        assertThat(letters.replay(LetterFilter.ALL)).isEqualTo(new Replayed(1, 0, 0, 0));
        assertThat(letters.replay(LetterFilter.ALL)).isEqualTo(new Replayed(0, 0, 0, 0));

        List<ConsumerRecord<byte[], byte[]>> all = read(origin);
        assertThat(all).hasSize(2);
        ConsumerRecord<byte[], byte[]> replayed = all.get(1);
        assertThat(text(replayed.key())).isEqualTo("photo");
        assertThat(text(replayed.value())).isEqualTo("bytes");
        assertThat(replayed.timestamp()).isEqualTo(all.get(0).timestamp());
        assertThat(replayed.headers().toArray())
                .extracting(header -> header.key() + "=" + text(header.value()))
                .containsExactly("trace=t1", "fourfold.dlq.attempts=1");
        assertThat(letters.list(LetterFilter.ALL, Optional.empty(), 10).letters())
                .isEmpty();
    }

    @Test
    void shouldDropWhatANewerRecordOfTheKeyHasReplaced() throws Exception {
        long old = upload("photo", "old");
        long other = upload("other", "good");
        fail(old, "photo", "old");
        fail(other, "other", "good");
        upload("photo", null);

        assertThat(letters.replay(LetterFilter.ALL)).isEqualTo(new Replayed(1, 1, 0, 0));

        assertThat(read(origin))
                .extracting(entry -> text(entry.key()))
                .containsExactly("photo", "other", "photo", "other");
        assertThat(letters.list(LetterFilter.ALL, Optional.empty(), 10).letters())
                .isEmpty();
    }

    @Test
    void shouldDropWhatIsReplacedWhileItIsReplayed() throws Exception {
        fail(upload("photo", "old"), "photo", "old");
        AtomicBoolean deleted = new AtomicBoolean();
        DeadLetters overtaken = new DeadLetters(
                topic,
                clients::bytesConsumer,
                () -> beforeEachTransaction(clients.bytesProducer("dead-letters"), () -> {
                    if (!deleted.getAndSet(true)) {
                        upload("photo", null);
                    }
                }),
                NO_UPLOADS);

        assertThat(overtaken.replay(LetterFilter.ALL)).isEqualTo(new Replayed(0, 1, 0, 0));

        assertThat(read(origin)).extracting(entry -> text(entry.value())).containsExactly("old", null);
    }

    @Test
    void shouldReplayInTheOrderOfTheOriginalsAndEachOnce() throws Exception {
        long first = upload("a", "1");
        long second = upload("b", "2");
        fail(second, "b", "2");
        fail(first, "a", "1");
        fail(second, "b", "2");

        assertThat(letters.replay(LetterFilter.ALL)).isEqualTo(new Replayed(2, 1, 0, 0));

        assertThat(read(origin).subList(2, 4))
                .extracting(entry -> text(entry.key()))
                .containsExactly("a", "b");
    }

    @Test
    void shouldReplayNothingForEver() throws Exception {
        long offset = upload("photo", "bytes");
        fail(offset, "photo", "bytes", "fourfold.dlq.attempts", Integer.toString(DeadLetters.MAX_ATTEMPTS));

        assertThat(letters.replay(LetterFilter.ALL)).isEqualTo(new Replayed(0, 0, 1, 0));

        assertThat(read(origin)).hasSize(1);
        assertThat(letters.list(LetterFilter.ALL, Optional.empty(), 10).letters())
                .hasSize(1);
    }

    @Test
    void shouldLeaveWhatHasNowhereToGo() throws Exception {
        send(
                topic,
                "photo",
                "bytes",
                "__streams.errors.topic",
                "gone",
                "__streams.errors.partition",
                "0",
                "__streams.errors.offset",
                "0");
        send(topic, "timer", null, "__streams.errors.message", "a timer failed");

        assertThat(letters.replay(LetterFilter.ALL)).isEqualTo(new Replayed(0, 0, 0, 2));
    }

    @Test
    void shouldDiscardWhatIsMeantAndListTheRestByPages() throws Exception {
        for (int i = 0; i < 5; i++) {
            fail(upload("photo-" + i, "bytes"), "photo-" + i, "bytes");
        }

        assertThat(letters.discard(new LetterFilter(
                        Set.of(new LetterId(0, 1)),
                        Optional.of("TRUNCATED"),
                        Optional.of(origin),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())))
                .isEqualTo(1);

        DeadLetters.Page first = letters.list(LetterFilter.ALL, Optional.empty(), 3);
        assertThat(first.letters()).extracting(DeadLetter::key).containsExactly("photo-0", "photo-2", "photo-3");
        DeadLetters.Page last = letters.list(LetterFilter.ALL, first.next(), 3);
        assertThat(last.letters()).extracting(DeadLetter::key).containsExactly("photo-4");
        assertThat(last.next()).isEmpty();
    }

    @Test
    void shouldShowOneInFull() throws Exception {
        fail(upload("photo", "bytes"), "photo", "bytes", "trace", "t1");

        DeadLetters.Details details = letters.find(new LetterId(0, 0)).orElseThrow();

        assertThat(details.valueBytes()).isEqualTo(5);
        assertThat(details.headers()).containsEntry("trace", "t1").containsEntry("__streams.errors.topic", origin);
        assertThat(letters.find(new LetterId(0, 1))).isEmpty();
        assertThat(letters.find(new LetterId(9, 0))).isEmpty();
    }

    private interface Action {
        void run() throws Exception;
    }

    /** A producer that does something first when it begins a transaction. */
    @SuppressWarnings("unchecked")
    private static Producer<byte[], byte[]> beforeEachTransaction(Producer<byte[], byte[]> producer, Action action) {
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                Producer.class.getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("beginTransaction")) {
                        action.run();
                    }
                    return method.invoke(producer, arguments);
                });
    }

    /** Produces to the topic that photos are uploaded to. */
    private long upload(String key, String value, String... headers) throws Exception {
        return send(origin, key, value, headers);
    }

    /** Produces the dead letter of a record that stands at that offset. */
    private void fail(long offset, String key, String value, String... headers) throws Exception {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("__streams.errors.message", "the photo is truncated"));
        all.addAll(List.of("__streams.errors.topic", origin));
        all.addAll(List.of("__streams.errors.partition", "0"));
        all.addAll(List.of("__streams.errors.offset", Long.toString(offset)));
        send(topic, key, value, all.toArray(new String[0]));
    }

    private static long send(String to, String key, String value, String... headers) throws Exception {
        List<Header> all = new ArrayList<>();
        for (int i = 0; i < headers.length; i += 2) {
            all.addAll(List.of(
                    new RecordHeaders().add(headers[i], bytes(headers[i + 1])).toArray()));
        }
        RecordMetadata sent = producer.send(new ProducerRecord<>(to, 0, AN_HOUR_AGO, bytes(key), bytes(value), all))
                .get();
        return sent.offset();
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        try (Consumer<byte[], byte[]> consumer = clients.bytesConsumer()) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
            return all;
        }
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
