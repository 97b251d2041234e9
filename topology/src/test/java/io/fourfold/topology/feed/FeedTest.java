package io.fourfold.topology.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.schemas.ImageUploaded;
import io.fourfold.schemas.InlinePhoto;
import io.fourfold.topology.similarity.Ownership;
import io.fourfold.topology.similarity.Visibility;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FeedTest {

    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Optional<String> FROM_NOW_ON = Optional.empty();
    private static final Visibility BOB = new Visibility(Set.of("bob"), Set.of());
    private static final Runnable NEVER_CUT_OFF = () -> {
        throw new AssertionError("cut off");
    };

    private final FeedLog log = new FeedLog("feed");
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicLong nanoTime = new AtomicLong();
    private final List<Feed> feeds = new ArrayList<>();

    @AfterEach
    void close() {
        feeds.forEach(Feed::close);
    }

    @Test
    void shouldTellWhatHappensFromNowOn() throws Exception {
        log.captioned(0, "before", "a dog", 1);

        try (FeedReader reader = instance().open(FROM_NOW_ON, 0, Visibility.EVERYTHING, NEVER_CUT_OFF)) {
            log.captioned(1, "beach", "a sunny beach", 2);
            log.deleted(1, "beach", 3);
            log.deadLetter(2, "broken", "truncated", 4);

            assertThat(told(reader, 3))
                    .containsExactlyInAnyOrder("beach: a sunny beach", "beach is deleted", "broken: truncated");
            assertThat(reader.gap()).isEmpty();
        }
    }

    @Test
    void shouldTellNobodyOfPhotosThatItMayNotKnowOf() throws Exception {
        try (FeedReader reader = instance().open(FROM_NOW_ON, 0, BOB, NEVER_CUT_OFF)) {
            log.captioned(0, "anns", Ownership.of("ann", null), "", 1);
            log.captioned(0, "bobs", Ownership.of("bob", null), "", 2);
            log.deleted(0, "anns", owner("ann"), 3);
            log.deleted(0, "nobodys", 4);
            log.deleted(0, "bobs", owner("bob"), 5);
            log.deadLetter(0, "anns", upload("ann"), "truncated", 6);
            log.deadLetter(0, "unreadable", "truncated", 7);
            log.deadLetter(0, "bobs", upload("bob"), "truncated", 8);

            assertThat(told(reader, 3)).containsExactlyInAnyOrder("bobs: ", "bobs is deleted", "bobs: truncated");
            assertThat(reader.next(SHORT)).contains(List.of());
        }
    }

    /** When something happens to others is nobody's business, either. */
    @Test
    void shouldSayNothingBeforeItsTimeWhileOthersAreTold() throws Exception {
        Duration patience = Duration.ofMillis(300);
        Feed instance = instance();
        try (FeedReader reader = instance.open(FROM_NOW_ON, 0, BOB, NEVER_CUT_OFF);
                FeedReader other = instance.open(FROM_NOW_ON, 0, Visibility.EVERYTHING, NEVER_CUT_OFF)) {
            log.captioned(0, "anns", Ownership.of("ann", null), "", 1);
            told(other, 1);
            long start = System.nanoTime();

            assertThat(reader.next(patience)).contains(List.of());
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(patience);
        }
    }

    @Test
    void shouldShowAsManyOfThePhotosThatItMayKnowOf() throws Exception {
        for (int i = 0; i < 5; i++) {
            log.captioned(0, "bobs " + i, Ownership.of("bob", null), "", i);
            log.captioned(0, "anns " + i, Ownership.of("ann", null), "", i);
        }

        try (FeedReader reader = instance().open(FROM_NOW_ON, 2, BOB, NEVER_CUT_OFF)) {
            assertThat(told(reader, 2)).containsExactly("bobs 3: ", "bobs 4: ");
        }
    }

    private static Headers owner(String name) {
        return new RecordHeaders().add("fourfold.owner", name.getBytes(StandardCharsets.UTF_8));
    }

    private static ImageUploaded upload(String owner) {
        return new ImageUploaded(new InlinePhoto(ByteBuffer.wrap(new byte[] {1})), owner, null, null, Instant.EPOCH);
    }

    @Test
    void shouldShowWhatHappenedLastByTime() throws Exception {
        log.captioned(0, "third", "", 3);
        log.captioned(1, "first", "", 1);
        log.captioned(2, "second", "", 2);

        try (FeedReader reader = instance().open(FROM_NOW_ON, 2, Visibility.EVERYTHING, NEVER_CUT_OFF)) {
            assertThat(told(reader, 2)).containsExactly("second: ", "third: ");
            assertThat(reader.next(SHORT)).contains(List.of());
        }
    }

    @Test
    void shouldPassOverWhatConcernsNobodyOrCannotBeRead() throws Exception {
        try (FeedReader reader = instance().open(FROM_NOW_ON, 0, Visibility.EVERYTHING, NEVER_CUT_OFF)) {
            log.unreadable(0);
            log.deadLetter(0, "broken", "truncated", 1);
            log.resolved(0, 0);
            log.captioned(0, "beach", "a beach", 2);

            assertThat(told(reader, 2)).containsExactlyInAnyOrder("broken: truncated", "beach: a beach");
        }
    }

    @Test
    void shouldGoOnWhereItWasBeforeAnythingHappened() throws Exception {
        String id;
        try (FeedReader reader = instance().open(FROM_NOW_ON, 0, Visibility.EVERYTHING, NEVER_CUT_OFF)) {
            id = reader.id();
        }
        log.captioned(0, "beach", "a beach", 1);

        try (FeedReader reader = instance().open(Optional.of(id), 10, Visibility.EVERYTHING, NEVER_CUT_OFF)) {
            assertThat(told(reader, 1)).containsExactly("beach: a beach");
        }
    }

    /** Whatever breaks when, and whoever is asked then: every event once, those of a partition in their order. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldTellEachEventOnceWhateverBreaks(long seed) throws Exception {
        Random random = new Random(seed);
        List<Feed> instances = List.of(instance(), instance(400), instance(2_000));
        List<String> told = new ArrayList<>();
        String id;
        try (FeedReader reader = instances.get(0).open(FROM_NOW_ON, 0, Visibility.EVERYTHING, NEVER_CUT_OFF)) {
            id = reader.id();
        }
        int written = 0;
        for (int round = 0; round < 30; round++) {
            for (int i = random.nextInt(20); i > 0; i--) {
                happen(written++, random);
            }
            Feed instance = random.nextInt(5) == 0 ? instance() : instances.get(random.nextInt(instances.size()));
            try (FeedReader reader = instance.open(Optional.of(id), 0, Visibility.EVERYTHING, NEVER_CUT_OFF)) {
                assertThat(reader.gap()).isEmpty();
                Optional<List<FeedReader.Item>> items = reader.next(SHORT);
                for (int i = random.nextInt(4); i >= 0 && items.isPresent(); i--) {
                    int taken = random.nextInt(items.get().size() + 1);
                    for (FeedReader.Item item : items.get().subList(0, taken)) {
                        told.add(text(item));
                        id = item.id();
                    }
                    // The connection breaks in the middle of what was sent.
                    if (taken < items.get().size()) {
                        break;
                    }
                    id = reader.id();
                    happen(written++, random);
                    items = reader.next(SHORT);
                }
            }
        }
        try (FeedReader reader = instance().open(Optional.of(id), 0, Visibility.EVERYTHING, NEVER_CUT_OFF)) {
            told.addAll(told(reader, written - told.size()));
            assertThat(reader.next(SHORT)).contains(List.of());
        }

        assertThat(told).hasSize(written).doesNotHaveDuplicates();
        Map<String, Integer> last = new HashMap<>();
        told.forEach(event -> {
            String[] parts = event.split("[ :]");
            int number = Integer.parseInt(parts[1]);
            assertThat(last.getOrDefault(parts[0], -1)).isLessThan(number);
            last.put(parts[0], number);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!", "AQ", "AgAAAAAAAAA", "AQAAAAAAAAAAAAAAAAAA"})
    void shouldSayThatItDoesNotKnowAnId(String id) throws Exception {
        try (FeedReader reader = instance().open(Optional.of(id), 0, Visibility.EVERYTHING, NEVER_CUT_OFF)) {
            assertThat(reader.gap().orElseThrow()).contains("none of this feed");
            log.captioned(0, "beach", "a beach", 1);
            assertThat(told(reader, 1)).containsExactly("beach: a beach");
        }
    }

    @Test
    void shouldSayThatAnIdIsTooOld() throws Exception {
        String old = new FeedPosition(NOW.minus(Duration.ofHours(25)), new long[2 * FeedLog.PARTITIONS]).encode();
        String young = new FeedPosition(NOW.minus(Duration.ofHours(23)), new long[2 * FeedLog.PARTITIONS]).encode();

        Feed instance = instance();
        try (FeedReader reader = instance.open(Optional.of(old), 0, Visibility.EVERYTHING, NEVER_CUT_OFF)) {
            assertThat(reader.gap().orElseThrow()).contains("24 h");
        }
        try (FeedReader reader = instance.open(Optional.of(young), 0, Visibility.EVERYTHING, NEVER_CUT_OFF)) {
            assertThat(reader.gap()).isEmpty();
        }
    }

    @Test
    void shouldSayThatAnIdIsOfTopicsThatAreNoMore() throws Exception {
        long[] future = new long[2 * FeedLog.PARTITIONS];
        future[1] = 5;
        String id = new FeedPosition(NOW, future).encode();

        try (FeedReader reader = instance().open(Optional.of(id), 0, Visibility.EVERYTHING, NEVER_CUT_OFF)) {
            assertThat(reader.gap().orElseThrow()).contains("no more");
        }
    }

    @Test
    void shouldCatchUpBehindMarkersOfTransactions() throws Exception {
        String id;
        try (FeedReader reader = instance().open(FROM_NOW_ON, 0, Visibility.EVERYTHING, NEVER_CUT_OFF)) {
            log.captioned(0, "beach", "a beach", 1);
            told(reader, 1);
            id = reader.id();
        }
        for (int i = 0; i < 100; i++) {
            log.marker(0);
        }

        Feed later = instance();
        try (FeedReader reader = later.open(Optional.of(id), 0, Visibility.EVERYTHING, NEVER_CUT_OFF)) {
            assertThat(reader.next(SHORT)).contains(List.of());
            log.captioned(0, "dog", "a dog", 2);
            assertThat(told(reader, 1)).containsExactly("dog: a dog");
        }
    }

    @Test
    void shouldEndForWhoIsOvertaken() throws Exception {
        Feed instance = instance(1_000);
        try (FeedReader slow = instance.open(FROM_NOW_ON, 0, Visibility.EVERYTHING, NEVER_CUT_OFF);
                FeedReader quick = instance.open(FROM_NOW_ON, 0, Visibility.EVERYTHING, NEVER_CUT_OFF)) {
            for (int i = 0; i < 50; i++) {
                log.captioned(0, "photo " + i, "", i);
                told(quick, 1);
            }

            assertThat(slow.next(SHORT)).isEmpty();
            assertThat(dropped()).isEqualTo(1);
        }
    }

    @Test
    void shouldCutOffWhoDoesNotTakeWhatItIsTold() throws Exception {
        AtomicBoolean cutOff = new AtomicBoolean();
        try (FeedReader reader = instance().open(FROM_NOW_ON, 0, Visibility.EVERYTHING, () -> cutOff.set(true))) {
            reader.next(SHORT);
            nanoTime.addAndGet(Duration.ofSeconds(9).toNanos());
            log.captioned(0, "beach", "a beach", 1);
            told(reader, 1);
            assertThat(cutOff).isFalse();

            nanoTime.addAndGet(Duration.ofSeconds(11).toNanos());
            Awaitility.await().untilTrue(cutOff);
            assertThat(reader.next(SHORT)).isEmpty();
            assertThat(dropped()).isEqualTo(1);
        }
    }

    @Test
    void shouldEndAllReadersWhenItStops() throws Exception {
        Feed instance = instance();
        try (FeedReader reader = instance.open(FROM_NOW_ON, 0, Visibility.EVERYTHING, NEVER_CUT_OFF)) {
            assertThat(instance.readers()).isEqualTo(1);
            instance.close();
            assertThat(reader.next(Duration.ofMinutes(1))).isEmpty();
        }
        assertThat(instance.readers()).isZero();
    }

    private void happen(int number, Random random) {
        int partition = random.nextInt(FeedLog.PARTITIONS);
        switch (random.nextInt(4)) {
            case 0 -> log.deleted(partition, "c" + partition + " " + number, number);
            case 1 -> log.deadLetter(partition, "d" + partition + " " + number, "", number);
            case 2 -> {
                log.captioned(partition, "c" + partition + " " + number, "", number);
                log.marker(partition);
            }
            default -> log.captioned(partition, "c" + partition + " " + number, "", number);
        }
    }

    private Feed instance() {
        return instance(1 << 20);
    }

    private Feed instance(long recentBytes) {
        Feed feed = log.feed(recentBytes, registry, Clock.fixed(NOW, ZoneOffset.UTC), nanoTime::get, FeedTest::encoded);
        feeds.add(feed);
        return feed;
    }

    private double dropped() {
        return registry.get("fourfold.feed.readers.dropped").counter().count();
    }

    private static byte[] encoded(Happening happening) {
        String text;
        if (happening instanceof Happening.Captioned captioned) {
            text = captioned.imageId() + ": "
                    + captioned.photo().captions().get(0).text();
        } else if (happening instanceof Happening.Deleted deleted) {
            text = deleted.imageId() + " is deleted";
        } else {
            var letter = ((Happening.Failed) happening).letter();
            text = letter.key() + ": " + letter.reason();
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(FeedReader.Item item) {
        return new String(item.data(), StandardCharsets.UTF_8);
    }

    private static List<String> told(FeedReader reader, int count) throws InterruptedException {
        List<String> told = new ArrayList<>();
        while (told.size() < count) {
            reader.next(Duration.ofSeconds(1)).orElseThrow().forEach(item -> told.add(text(item)));
        }
        return told;
    }
}
