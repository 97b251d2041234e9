package io.fourfold.infra.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.infra.local.Distribution;
import io.fourfold.model.ModelBundle;
import io.fourfold.model.Network;
import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.schemas.ImageUploaded;
import io.fourfold.schemas.InlinePhoto;
import io.fourfold.topology.app.FourfoldApplication;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Setting;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A delete behind hundreds of uploads that wait to be described. */
class DeleteBacklogIT {

    private static final int UPLOADS = 300;

    @TempDir
    private Path directory;

    @Test
    void shouldDeleteBeforeTheBacklogIsDescribed() throws Exception {
        try (Deployment deployment = Deployment.start(directory);
                Network network = ModelBundle.loadDefault()) {
            String topic = deployment.cluster().topics().imageUploaded();
            List<String> kept =
                    IntStream.range(0, UPLOADS).mapToObj(i -> "kept-" + i).toList();
            try (Producer<String, SpecificRecord> producer = deployment.producer()) {
                ImageUploaded upload = upload();
                kept.forEach(id -> producer.send(new ProducerRecord<>(topic, id, upload)));
                producer.send(new ProducerRecord<>(topic, "deleted", upload));
                producer.send(new ProducerRecord<>(topic, "deleted", null));
                producer.send(new ProducerRecord<>(topic, "again", upload));
                producer.send(new ProducerRecord<>(topic, "again", null));
                producer.send(new ProducerRecord<>(topic, "again", upload));
            }
            Map<String, String> settings = deployment.settings("state");
            settings.put(Setting.ROLES.key(), "images");
            try (FourfoldApplication images = FourfoldApplication.start(FourfoldConfig.from(settings), network);
                    TopicView<ImageCaptioned> captions = deployment.captions()) {

                captions.await("deleted", entry -> entry.value().isEmpty());
                captions.await("again", entry -> entry.value().isEmpty());

                assertThat(captions.records()).isLessThan(UPLOADS / 2);
                captions.awaitValues(kept);
                captions.awaitValues(List.of("again"));
                assertThat(captions.records())
                        .as("captions, each once, and deletes")
                        .isEqualTo(UPLOADS + 1 + 2);
            }
        }
    }

    private static ImageUploaded upload() throws Exception {
        Path sample = Distribution.fromSystemProperty().samples().resolve("statue.jpg");
        return new ImageUploaded(
                new InlinePhoto(ByteBuffer.wrap(Files.readAllBytes(sample))), null, null, null, Instant.EPOCH);
    }
}
