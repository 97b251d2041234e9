package io.fourfold.topology.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.model.ModelBundle;
import io.fourfold.model.Network;
import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.schemas.ImageEmbedded;
import io.fourfold.schemas.ImageUploaded;
import io.fourfold.schemas.InlinePhoto;
import io.fourfold.topology.testing.TestDriver;
import io.fourfold.topology.testing.TestNetwork;
import io.fourfold.topology.tracing.Tracing;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("numeric")
class DefaultBundleTest {

    @TempDir
    Path directory;

    @Test
    void shouldDescribePhotoWithTheRealNetwork() {
        byte[] photo = TestNetwork.photo("any");
        try (Network network = ModelBundle.loadDefault();
                TestDriver driver = new TestDriver(
                        "default-bundle",
                        directory,
                        (serdes, metrics) -> new ImageTopology(
                                        TestDriver.TOPICS,
                                        serdes,
                                        TestPhotos.under(),
                                        network,
                                        true,
                                        TestPhotos.BUDGET,
                                        metrics,
                                        Tracing.OFF,
                                        UploadPartitions.of(1))
                                .build())) {
            driver.<ImageUploaded>input(TestDriver.TOPICS.imageUploaded())
                    .pipeInput(
                            "photo-1",
                            new ImageUploaded(
                                    new InlinePhoto(ByteBuffer.wrap(photo)), null, null, null, Instant.EPOCH));

            ImageEmbedded embedded = driver.<ImageEmbedded>output(TestDriver.TOPICS.imageEmbedded())
                    .readValue();
            ImageCaptioned captioned = driver.<ImageCaptioned>output(TestDriver.TOPICS.imageCaptioned())
                    .readValue();
            assertThat(embedded.getVector()).hasSize(Network.EMBEDDING_SIZE).allMatch(Float::isFinite);
            assertThat(embedded.getModelVersion()).isEqualTo(network.version());
            assertThat(captioned.getCaptions())
                    .isNotEmpty()
                    .allSatisfy(caption -> assertThat(caption.getText()).matches("\\p{Ll}.*"));
        }
    }
}
