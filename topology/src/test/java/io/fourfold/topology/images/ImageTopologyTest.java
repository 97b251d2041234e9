package io.fourfold.topology.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.schemas.CaptionCandidate;
import io.fourfold.schemas.ClaimCheck;
import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.schemas.ImageEmbedded;
import io.fourfold.schemas.ImageThumbnailed;
import io.fourfold.schemas.ImageUploaded;
import io.fourfold.schemas.InlinePhoto;
import io.fourfold.topology.testing.TestDriver;
import io.fourfold.topology.testing.TestNetwork;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageTopologyTest {

    private static final byte[] PHOTO = TestNetwork.photo("a dog on a beach");

    @TempDir
    Path directory;

    private TestDriver driver;
    private TestInputTopic<String, ImageUploaded> uploaded;
    private TestOutputTopic<String, ImageEmbedded> embedded;
    private TestOutputTopic<String, ImageCaptioned> captioned;
    private TestOutputTopic<String, ImageThumbnailed> thumbnailed;

    @BeforeEach
    void setUp() {
        PhotoSource photos = TestPhotos.under(directory.toUri(), URI.create("http://localhost:1/unreachable/"));
        driver = new TestDriver("image-topology", directory, TestPhotos.described(photos));
        uploaded = driver.input(TestDriver.TOPICS.imageUploaded());
        embedded = driver.output(TestDriver.TOPICS.imageEmbedded());
        captioned = driver.output(TestDriver.TOPICS.imageCaptioned());
        thumbnailed = driver.output(TestDriver.TOPICS.imageThumbnailed());
    }

    @AfterEach
    void tearDown() {
        driver.close();
    }

    @Test
    void shouldEmbedInlinePhoto() throws Exception {
        uploaded.pipeInput("photo-1", inline(PHOTO));

        ImageEmbedded result = embedded.readKeyValue().value;
        assertThat(result.getVector()).containsExactly(boxed(TestNetwork.embedding(PHOTO)));
        assertThat(result.getModelVersion()).isEqualTo(TestNetwork.VERSION);
        assertThat(result.getSourceSha256()).isEqualTo(sha256(PHOTO));
        assertThat(result.getOwner()).isEqualTo("ann");
        assertThat(result.getAlbum()).isEqualTo("holidays");
    }

    @Test
    void shouldCaptionInlinePhoto() throws Exception {
        uploaded.pipeInput("photo-1", inline(PHOTO));

        TestRecord<String, ImageCaptioned> result = captioned.readRecord();
        assertThat(result.key()).isEqualTo("photo-1");
        assertThat(result.value().getCaptions())
                .extracting(CaptionCandidate::getLogProbability)
                .containsExactly(-1.5, -2.5);
        assertThat(result.value().getCaptions())
                .extracting(CaptionCandidate::getConfidence)
                .containsExactly(TestNetwork.CONFIDENCE, -1.0);
        assertThat(result.value().getModelVersion()).isEqualTo(TestNetwork.VERSION);
        assertThat(result.value().getSourceSha256()).isEqualTo(sha256(PHOTO));
        assertThat(result.value().getFileName()).isEqualTo("beach.jpg");
    }

    @Test
    void shouldMakeThumbnail() throws Exception {
        uploaded.pipeInput("photo-1", inline(PHOTO));

        ImageThumbnailed result = thumbnailed.readKeyValue().value;
        BufferedImage picture =
                ImageIO.read(new ByteArrayInputStream(result.getJpeg().array()));
        assertThat(picture.getWidth()).isEqualTo(result.getWidth()).isEqualTo(16);
        assertThat(picture.getHeight()).isEqualTo(result.getHeight()).isEqualTo(16);
        assertThat(result.getSourceSha256()).isEqualTo(sha256(PHOTO));
    }

    @Test
    void shouldLeaveNoThumbnailOfAnEarlierUploadIfTheyAreSwitchedOff() {
        try (TestDriver without = new TestDriver(
                "image-topology", directory.resolve("without"), TestPhotos.described(TestPhotos.under(), false))) {
            without.<ImageUploaded>input(TestDriver.TOPICS.imageUploaded()).pipeInput("photo-1", inline(PHOTO));

            assertThat(without.<ImageThumbnailed>output(TestDriver.TOPICS.imageThumbnailed())
                            .readKeyValuesToList())
                    .containsExactly(KeyValue.pair("photo-1", null));
        }
    }

    @Test
    void shouldKeepWhatThereIsOfAPhotoWhoseNextUploadIsBroken() {
        uploaded.pipeInput("photo-1", inline(PHOTO));
        uploaded.pipeInput("photo-1", inline("no photo".getBytes(StandardCharsets.UTF_8)));

        assertThat(driver.deadLetters()).hasSize(1);
        assertThat(captioned.readKeyValuesToList()).hasSize(1);
        assertThat(thumbnailed.readKeyValuesToList()).hasSize(1);
    }

    @Test
    void shouldDescribePhotoBehindClaimCheck() throws Exception {
        Path file = Files.write(directory.resolve("beach.jpg"), PHOTO);

        uploaded.pipeInput("photo-1", claimCheck(file.toUri().toString(), sha256(PHOTO), PHOTO.length));

        assertThat(embedded.readKeyValue().value.getSourceSha256()).isEqualTo(sha256(PHOTO));
        assertThat(captioned.readKeyValue().value.getClaimCheck().getUri())
                .isEqualTo(file.toUri().toString());
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, -1_000, 40_000_000_000_000L})
    void shouldDescribePhotoOfAnyTimestamp(long timestamp) {
        long start = System.currentTimeMillis();

        uploaded.pipeInput("photo-1", inline(PHOTO), Instant.ofEpochMilli(timestamp));

        assertThat(embedded.readRecord().timestamp()).isBetween(start, System.currentTimeMillis());
        assertThat(driver.counter("fourfold.timestamps.repaired")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, -1_000, 40_000_000_000_000L})
    void shouldSendUnreadableRecordOfAnyTimestampToDeadLetters(long timestamp) {
        driver.rawInput(TestDriver.TOPICS.imageUploaded())
                .pipeInput(bytes("bad"), bytes("no Avro at all"), Instant.ofEpochMilli(timestamp));

        assertThat(driver.deadLetters().get(0).timestamp()).isBetween(1L, System.currentTimeMillis());
    }

    @Test
    void shouldTurnDeleteIntoTombstones() {
        uploaded.pipeInput("photo-1", inline(PHOTO));
        uploaded.pipeInput("photo-1", (ImageUploaded) null);

        assertThat(embedded.readKeyValuesToList()).last().satisfies(last -> {
            assertThat(last.key).isEqualTo("photo-1");
            assertThat(last.value).isNull();
        });
        assertThat(captioned.readKeyValuesToList())
                .last()
                .satisfies(last -> assertThat(last.value).isNull());
        assertThat(thumbnailed.readKeyValuesToList())
                .last()
                .satisfies(last -> assertThat(last.value).isNull());
    }

    /** They say whose photo it was, which nothing else does any more. */
    @Test
    void shouldPassOnTheHeadersOfADelete() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("fourfold.owner", "ann".getBytes(StandardCharsets.UTF_8));
        uploaded.pipeInput(new TestRecord<>("photo-1", null, headers));

        assertThat(captioned.readRecord().headers()).isEqualTo(headers);
    }

    @Test
    void shouldPassOnDeleteOfUnknownPhoto() {
        uploaded.pipeInput("never-seen", (ImageUploaded) null);

        assertThat(embedded.readKeyValuesToList()).hasSize(1);
        assertThat(driver.deadLetters()).isEmpty();
    }

    @Test
    void shouldSendTextNamedLikePhotoToDeadLetters() {
        uploaded.pipeInput("bad", inline("just text".getBytes(StandardCharsets.UTF_8)));

        assertDeadLetter("bad", "BadPhotoException", "not a photo of a supported kind");
    }

    @Test
    void shouldSendTruncatedPhotoToDeadLetters() {
        byte[] truncated = Arrays.copyOf(PHOTO, PHOTO.length - 2);

        uploaded.pipeInput("bad", inline(truncated));

        assertDeadLetter("bad", "BadPhotoException", "the JPEG is truncated");
    }

    @Test
    void shouldSendEmptyPhotoToDeadLetters() {
        uploaded.pipeInput("bad", inline(new byte[0]));

        assertDeadLetter("bad", "BadPhotoException", "the file is empty");
    }

    @Test
    void shouldSendPngThatClaimsHugeSizeToDeadLetters() {
        uploaded.pipeInput("bad", inline(pngHeader(30_000, 30_000)));

        assertDeadLetter("bad", "BadPhotoException", "30000 x 30000 pixels");
    }

    @Test
    void shouldSendClaimCheckWithWrongSha256ToDeadLetters() throws Exception {
        Path file = Files.write(directory.resolve("beach.jpg"), PHOTO);

        uploaded.pipeInput("bad", claimCheck(file.toUri().toString(), "0".repeat(64), PHOTO.length));

        assertDeadLetter("bad", "BadPhotoException", "has SHA-256 " + sha256(PHOTO));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void shouldSendClaimCheckWithWrongSizeToDeadLetters(int difference) throws Exception {
        Path file = Files.write(directory.resolve("beach.jpg"), PHOTO);

        uploaded.pipeInput("bad", claimCheck(file.toUri().toString(), sha256(PHOTO), PHOTO.length + difference));

        assertDeadLetter("bad", "BadPhotoException", "but the claim check says " + (PHOTO.length + difference));
    }

    @Test
    void shouldSendClaimCheckOutsideAllowedPrefixesToDeadLetters() throws Exception {
        uploaded.pipeInput("bad", claimCheck("file:///etc/hostname", sha256(PHOTO), PHOTO.length));

        assertDeadLetter("bad", "BadPhotoException", "claim.check.prefixes");
    }

    @Test
    void shouldSendUnreadableRecordToDeadLetters() {
        byte[] value = bytes("no Avro at all");

        driver.rawInput(TestDriver.TOPICS.imageUploaded()).pipeInput(bytes("bad"), value);

        TestRecord<byte[], byte[]> letter = assertDeadLetter("bad", "SerializationException", "");
        assertThat(letter.value()).isEqualTo(value);
    }

    @Test
    void shouldSendRecordWithoutKeyToDeadLetters() {
        uploaded.pipeInput(null, inline(PHOTO));

        TestRecord<byte[], byte[]> letter = driver.deadLetters().get(0);
        assertThat(letter.key()).isNull();
        assertThat(header(letter.headers(), "message")).contains("no key");
    }

    @Test
    void shouldSendWhatNoTopicWouldTakeToDeadLetters() {
        String tooLong = "x".repeat(1_000_000);
        Headers headers = new RecordHeaders().add("trace", bytes(tooLong));

        uploaded.pipeInput(
                "long-owner", new ImageUploaded(inline(PHOTO).getPhoto(), tooLong, null, null, Instant.EPOCH));
        uploaded.pipeInput(new TestRecord<>("long-header", inline(PHOTO), headers));
        uploaded.pipeInput("x".repeat(600_000), inline(PHOTO));

        assertThat(driver.deadLetters())
                .hasSize(3)
                .allSatisfy(letter ->
                        assertThat(header(letter.headers(), "message")).contains("bytes together; 500000 are allowed"));
        assertThat(captioned.isEmpty()).isTrue();
    }

    @Test
    void shouldCutDeadLettersOfWhatWasLargerBeforeItWasCompressed() {
        byte[] unreadable = new byte[3_000_000];
        Headers headers = new RecordHeaders().add("trace", new byte[600_000]);

        uploaded.pipeInput("zeros", inline(new byte[3_000_000]));
        driver.rawInput(TestDriver.TOPICS.imageUploaded())
                .pipeInput(new TestRecord<>(new byte[200_000], unreadable, headers));

        List<TestRecord<byte[], byte[]>> letters = driver.deadLetters();
        assertThat(letters)
                .hasSize(2)
                .allSatisfy(letter -> assertThat(size(letter)).isLessThan(2_000_000));
        assertThat(header(letters.get(0).headers(), "message")).contains("Send large photos as a claim check");
        assertThat(text(letters.get(1).headers(), "fourfold.dlq.cut")).isEqualTo("3800005");
    }

    @Test
    void shouldKeepOriginalBytesInDeadLetter() {
        ImageUploaded upload = inline(bytes("just text"));
        byte[] original = TestDriver.serdes("image-topology")
                .<ImageUploaded>forValues()
                .serializer()
                .serialize(TestDriver.TOPICS.imageUploaded(), upload);

        uploaded.pipeInput("bad", upload);

        assertThat(driver.deadLetters().get(0).value()).isEqualTo(original);
    }

    @Test
    void shouldDescribeNextPhotoAfterBadOne() {
        uploaded.pipeInput("bad", inline(bytes("just text")));
        uploaded.pipeInput("good", inline(PHOTO));

        assertThat(embedded.readKeyValue().key).isEqualTo("good");
        assertThat(captioned.readKeyValue().key).isEqualTo("good");
    }

    @Test
    void shouldCountDeadLettersByReason() {
        uploaded.pipeInput("bad", inline(bytes("just text")));
        uploaded.pipeInput("worse", inline(new byte[0]));

        assertThat(driver.counter("fourfold.dead.letters")).isEqualTo(2);
        assertThat(driver.counter("fourfold.photos", "outcome", "dead-letter")).isEqualTo(2);
    }

    private TestRecord<byte[], byte[]> assertDeadLetter(String key, String exception, String reason) {
        List<TestRecord<byte[], byte[]>> letters = driver.deadLetters();
        assertThat(letters).hasSize(1);
        TestRecord<byte[], byte[]> letter = letters.get(0);
        assertThat(letter.key()).isEqualTo(bytes(key));
        assertThat(header(letter.headers(), "exception")).endsWith(exception);
        assertThat(header(letter.headers(), "message")).contains(reason);
        assertThat(header(letter.headers(), "stacktrace")).contains("at ");
        assertThat(header(letter.headers(), "topic")).isEqualTo(TestDriver.TOPICS.imageUploaded());
        assertThat(header(letter.headers(), "partition")).isEqualTo("0");
        assertThat(header(letter.headers(), "offset")).isEqualTo("0");
        assertThat(embedded.isEmpty()).isTrue();
        assertThat(captioned.isEmpty()).isTrue();
        return letter;
    }

    private static String header(Headers headers, String name) {
        return text(headers, "__streams.errors." + name);
    }

    private static String text(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static long size(TestRecord<byte[], byte[]> record) {
        long size = record.key().length + record.value().length;
        for (Header header : record.headers()) {
            size += header.key().length() + header.value().length;
        }
        return size;
    }

    private static ImageUploaded inline(byte[] photo) {
        return upload(new InlinePhoto(ByteBuffer.wrap(photo)));
    }

    private static ImageUploaded claimCheck(String uri, String sha256, long size) {
        return upload(new ClaimCheck(uri, sha256, size));
    }

    private static ImageUploaded upload(Object photo) {
        return new ImageUploaded(photo, "ann", "holidays", "beach.jpg", Instant.ofEpochMilli(1_000));
    }

    /** Signature and header chunk of a PNG file, and nothing behind them. */
    private static byte[] pngHeader(int width, int height) {
        byte[] header = ByteBuffer.allocate(17)
                .put(bytes("IHDR"))
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
        CRC32 checksum = new CRC32();
        checksum.update(header);
        return ByteBuffer.allocate(33)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'})
                .putInt(13)
                .put(header)
                .putInt((int) checksum.getValue())
                .array();
    }

    private static Float[] boxed(float[] numbers) {
        Float[] boxed = new Float[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            boxed[i] = numbers[i];
        }
        return boxed;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
