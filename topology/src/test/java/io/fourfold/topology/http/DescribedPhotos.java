package io.fourfold.topology.http;

import io.fourfold.schemas.CaptionCandidate;
import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.schemas.ImageEmbedded;
import io.fourfold.topology.kafka.AvroVector;
import io.fourfold.topology.testing.TestDriver;
import io.fourfold.topology.testing.TestNetwork;
import java.util.List;

/** Puts photos into an index that runs in a test driver, as the images application describes them. */
public final class DescribedPhotos {

    private DescribedPhotos() {}

    public static void store(TestDriver driver, String id, String album, byte[] photo) {
        String sha256 = "ab".repeat(32);
        driver.<ImageEmbedded>input(TestDriver.TOPICS.imageEmbedded())
                .pipeInput(
                        id,
                        new ImageEmbedded(
                                AvroVector.of(TestNetwork.embedding(photo)),
                                TestNetwork.VERSION,
                                sha256,
                                "owner of " + id,
                                album));
        driver.<ImageCaptioned>input(TestDriver.TOPICS.imageCaptioned())
                .pipeInput(
                        id,
                        new ImageCaptioned(
                                List.of(new CaptionCandidate("caption of " + id, -3.5, 0.5)),
                                TestNetwork.VERSION,
                                sha256,
                                "owner of " + id,
                                album,
                                null));
    }

    static void delete(TestDriver driver, String id) {
        driver.input(TestDriver.TOPICS.imageEmbedded()).pipeInput(id, null);
        driver.input(TestDriver.TOPICS.imageCaptioned()).pipeInput(id, null);
    }
}
