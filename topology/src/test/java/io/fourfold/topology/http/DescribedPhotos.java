package io.fourfold.topology.http;

import io.fourfold.model.files.Sha256;
import io.fourfold.schemas.CaptionCandidate;
import io.fourfold.schemas.ClaimCheck;
import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.schemas.ImageEmbedded;
import io.fourfold.schemas.ImageThumbnailed;
import io.fourfold.topology.kafka.AvroVector;
import io.fourfold.topology.similarity.Ownership;
import io.fourfold.topology.testing.TestDriver;
import io.fourfold.topology.testing.TestNetwork;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Puts photos into an index that runs in a test driver, as the images application describes them. */
public final class DescribedPhotos {

    private DescribedPhotos() {}

    public static void store(TestDriver driver, String id, String album, byte[] photo) {
        store(driver, id, Ownership.of("owner of " + id, album), photo, null);
    }

    /** Stores a photo that is kept in a file. */
    static void store(TestDriver driver, String id, byte[] photo, Path file) throws IOException {
        Files.write(file, photo);
        store(
                driver,
                id,
                Ownership.of("owner of " + id, null),
                photo,
                new ClaimCheck(file.toUri().toString(), Sha256.hex(photo), (long) photo.length));
    }

    /** Stores somebody's photo, which is kept in a file unless there is no claim check. */
    static void store(TestDriver driver, String id, Ownership ownership, byte[] photo, ClaimCheck claimCheck) {
        String sha256 = "ab".repeat(32);
        driver.<ImageEmbedded>input(TestDriver.TOPICS.imageEmbedded())
                .pipeInput(
                        id,
                        new ImageEmbedded(
                                AvroVector.of(TestNetwork.embedding(photo)),
                                TestNetwork.VERSION,
                                sha256,
                                ownership.owner().orElse(null),
                                ownership.album().orElse(null)));
        driver.<ImageCaptioned>input(TestDriver.TOPICS.imageCaptioned())
                .pipeInput(
                        id,
                        new ImageCaptioned(
                                List.of(new CaptionCandidate("caption of " + id, -3.5, 0.5)),
                                TestNetwork.VERSION,
                                sha256,
                                ownership.owner().orElse(null),
                                ownership.album().orElse(null),
                                "file of " + id,
                                claimCheck));
    }

    /** Gives a photo a thumbnail, or with null takes it away. */
    static void show(TestDriver driver, String id, byte[] jpeg) {
        driver.<ImageThumbnailed>input(TestDriver.TOPICS.imageThumbnailed())
                .pipeInput(
                        id, jpeg == null ? null : new ImageThumbnailed(ByteBuffer.wrap(jpeg), 16, 16, "ab".repeat(32)));
    }

    static void delete(TestDriver driver, String id) {
        driver.input(TestDriver.TOPICS.imageEmbedded()).pipeInput(id, null);
        driver.input(TestDriver.TOPICS.imageCaptioned()).pipeInput(id, null);
    }
}
