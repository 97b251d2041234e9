package io.fourfold.topology.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.schemas.ImageUploaded;
import io.fourfold.topology.photo.PhotoLoader;
import io.fourfold.topology.photo.RefusedClaimCheck;
import io.fourfold.topology.photo.StoreOutages;
import io.fourfold.topology.testing.TestDriver;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever an event claims, nothing is fetched from where it must not be. */
class RefusedClaimChecksTest {

    @TempDir
    Path directory;

    @Test
    void shouldBecomeDeadLettersThatTellNothing() {
        List<RefusedClaimCheck> all = RefusedClaimCheck.all();
        try (PhotoLoader loader = RefusedClaimCheck.loader();
                TestDriver driver = new TestDriver(
                        "refused",
                        directory,
                        TestPhotos.described(TestPhotos.of(loader, new StoreOutages(Duration.ofSeconds(2)))))) {
            TestInputTopic<String, ImageUploaded> uploaded = driver.input(TestDriver.TOPICS.imageUploaded());
            all.forEach(refused -> uploaded.pipeInput(
                    refused.uri(), new ImageUploaded(refused.claimCheck(), null, null, null, Instant.EPOCH)));

            Map<String, Headers> letters = driver.deadLetters().stream()
                    .collect(Collectors.toMap(
                            letter -> new String(letter.key(), StandardCharsets.UTF_8), TestRecord::headers));
            assertThat(all).allSatisfy(refused -> {
                Headers headers = letters.get(refused.uri());
                assertThat(text(headers, "exception")).endsWith("BadPhotoException");
                refused.requireRefusal(text(headers, "message"));
                refused.requireRefusal(text(headers, "stacktrace").replace('\n', ' '));
            });
        }
    }

    private static String text(Headers headers, String name) {
        return new String(headers.lastHeader("__streams.errors." + name).value(), StandardCharsets.UTF_8);
    }
}
