package io.fourfold.topology.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.fourfold.schemas.ClaimCheck;
import io.fourfold.schemas.ImageEmbedded;
import io.fourfold.schemas.ImageUploaded;
import io.fourfold.schemas.InlinePhoto;
import io.fourfold.topology.index.IndexTopology;
import io.fourfold.topology.photo.LoadedPhoto;
import io.fourfold.topology.store.StoreAge;
import io.fourfold.topology.testing.TestDriver;
import io.fourfold.topology.testing.TestNetwork;
import io.fourfold.topology.tracing.RecordedTraces;
import io.fourfold.topology.tracing.Tracing;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A photo's way from its upload to the index is one trace, the producer's if there is one. */
class TracedPhotosTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PRODUCER = "b7ad6b7169203331";
    private static final byte[] PHOTO = TestNetwork.photo("a dog on a beach");

    @TempDir
    Path directory;

    private final RecordedTraces traces = new RecordedTraces();
    private TestDriver images;
    private TestDriver index;

    @BeforeEach
    void setUp() {
        images = images(traces.tracing(), "images");
        index = new TestDriver(
                "traced-photos",
                directory.resolve("index"),
                (serdes, metrics) -> new IndexTopology(
                                TestDriver.TOPICS,
                                serdes,
                                metrics,
                                traces.tracing(),
                                TestNetwork.AXES,
                                StoreAge.UNLIMITED,
                                () -> true)
                        .build());
    }

    @AfterEach
    void tearDown() {
        images.close();
        index.close();
        traces.close();
    }

    @Test
    void shouldTraceAPhotoFromItsUploadToTheIndex() throws Exception {
        Path file = Files.write(directory.resolve("photo.jpg"), PHOTO);
        ClaimCheck claim =
                new ClaimCheck(file.toUri().toString(), LoadedPhoto.of(PHOTO).sha256(), (long) PHOTO.length);

        pass("photo", new ImageUploaded(claim, null, null, null, Instant.EPOCH), producersTrace());

        Map<String, SpanData> spans =
                traces.spans().stream().collect(Collectors.toMap(SpanData::getName, span -> span));
        SpanData received = spans.get("photos.image.uploaded receive");
        assertThat(received.getParentSpanId()).isEqualTo(PRODUCER);
        for (String stage : new String[] {"fetch", "describe", "index"}) {
            assertThat(spans.get(stage).getParentSpanId()).as(stage).isEqualTo(received.getSpanId());
        }
        for (String stage : new String[] {"decode", "encode", "caption"}) {
            assertThat(spans.get(stage).getParentSpanId())
                    .as(stage)
                    .isEqualTo(spans.get("describe").getSpanId());
        }
        assertThat(spans)
                .hasSize(7)
                .allSatisfy((name, span) -> assertThat(span.getTraceId()).isEqualTo(TRACE));
    }

    @Test
    void shouldBeginATraceForAPhotoThatCameWithNone() {
        pass("photo", inline(PHOTO), new RecordHeaders());

        assertThat(traces.spans()).extracting(SpanData::getName).contains("describe", "index");
        assertThat(traces.spans())
                .extracting(SpanData::getTraceId)
                .containsOnly(traces.spans().get(0).getTraceId());
    }

    @Test
    void shouldTraceADelete() {
        pass("photo", null, producersTrace());

        assertThat(traces.spans())
                .extracting(SpanData::getName, SpanData::getTraceId)
                .containsExactly(tuple("photos.image.uploaded receive", TRACE), tuple("index", TRACE));
    }

    @Test
    void shouldSayWhatFailed() {
        pass("photo", inline("no photo".getBytes(StandardCharsets.UTF_8)), producersTrace());

        assertThat(traces.spans())
                .filteredOn(span -> span.getName().equals("describe"))
                .singleElement()
                .satisfies(span -> {
                    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
                    assertThat(span.getEvents()).isNotEmpty();
                });
    }

    @Test
    void shouldPassHeadersOnAsTheyCameWhileItIsOff() {
        try (TestDriver off = images(Tracing.OFF, "off")) {
            off.<ImageUploaded>input(TestDriver.TOPICS.imageUploaded())
                    .pipeInput(new TestRecord<>("photo", inline(PHOTO), producersTrace(), 1_000L));

            assertThat(off.<ImageEmbedded>output(TestDriver.TOPICS.imageEmbedded())
                            .readRecord()
                            .headers())
                    .isEqualTo(producersTrace());
            assertThat(traces.spans()).isEmpty();
        }
    }

    @Test
    void shouldLogThePhotosIdAndItsTraceAlsoWhileItIsOff() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(UploadProcessor.class);
        logger.setLevel(Level.INFO);
        logger.addAppender(log);
        ClaimCheck missing =
                new ClaimCheck(directory.resolve("missing.jpg").toUri().toString(), "0".repeat(64), 10L);
        try (TestDriver off = images(Tracing.OFF, "off")) {
            off.<ImageUploaded>input(TestDriver.TOPICS.imageUploaded())
                    .pipeInput(new TestRecord<>(
                            "photo",
                            new ImageUploaded(missing, null, null, null, Instant.EPOCH),
                            producersTrace(),
                            1_000L));
            off.driver().advanceWallClockTime(Duration.ofSeconds(1));
        } finally {
            logger.detachAppender(log);
            logger.setLevel(null);
        }

        assertThat(log.list)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.getMDCPropertyMap())
                        .containsEntry("image", "photo")
                        .containsEntry("trace", TRACE));
    }

    private TestDriver images(Tracing tracing, String name) {
        return new TestDriver(
                "traced-photos",
                directory.resolve(name),
                (serdes, metrics) -> new ImageTopology(
                                TestDriver.TOPICS,
                                serdes,
                                TestPhotos.under(URI.create(directory.toUri().toString())),
                                new TestNetwork(),
                                true,
                                TestPhotos.BUDGET,
                                metrics,
                                tracing,
                                UploadPartitions.of(1))
                        .build());
    }

    /** As Kafka would. */
    private void pass(String id, ImageUploaded upload, Headers headers) {
        images.<ImageUploaded>input(TestDriver.TOPICS.imageUploaded())
                .pipeInput(new TestRecord<>(id, upload, headers, 1_000L));
        images.driver().advanceWallClockTime(Duration.ofSeconds(1));
        images.<ImageEmbedded>output(TestDriver.TOPICS.imageEmbedded())
                .readRecordsToList()
                .forEach(index.<ImageEmbedded>input(TestDriver.TOPICS.imageEmbedded())::pipeInput);
    }

    private static ImageUploaded inline(byte[] photo) {
        return new ImageUploaded(new InlinePhoto(ByteBuffer.wrap(photo)), null, null, null, Instant.EPOCH);
    }

    private static Headers producersTrace() {
        return new RecordHeaders()
                .add("traceparent", ("00-" + TRACE + "-" + PRODUCER + "-01").getBytes(StandardCharsets.UTF_8));
    }
}
