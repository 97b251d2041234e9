package io.fourfold.infra.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.infra.client.Cluster;
import io.fourfold.infra.local.Distribution;
import io.fourfold.model.ModelBundle;
import io.fourfold.model.Network;
import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.schemas.ImageUploaded;
import io.fourfold.schemas.InlinePhoto;
import io.fourfold.topology.app.FourfoldApplication;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Setting;
import io.fourfold.topology.kafka.TopicReader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A delete behind hundreds of uploads that wait to be described. */
class DeleteBacklogIT {

    private static final int UPLOADS = 200;

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

                captions.awaitValues(kept.subList(UPLOADS - 20, UPLOADS));
                captions.awaitValues(List.of("again"));
            }
            for (String id : List.of("deleted", "again")) {
                List<ConsumerRecord<String, byte[]>> records = recordsBeside(id, deployment.cluster());
                List<Boolean> values = records.stream()
                        .filter(entry -> entry.key().equals(id))
                        .map(entry -> entry.value() != null)
                        .toList();
                assertThat(values)
                        .as("values of %s, whose uploads before the delete are left out", id)
                        .isEqualTo(id.equals("again") ? List.of(false, true) : List.of(false));
                long behind = records.stream()
                        .dropWhile(entry -> !entry.key().equals(id))
                        .filter(entry -> entry.key().startsWith("kept"))
                        .count();
                assertThat(behind)
                        .as("photos described after %s was deleted", id)
                        .isGreaterThan(10);
            }
        }
    }

    /** All captions and deletes in a photo's partition, in their order. */
    private static List<ConsumerRecord<String, byte[]>> recordsBeside(String id, Cluster cluster) {
        String topic = cluster.topics().imageCaptioned();
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (TopicReader<String> reader = new TopicReader<>(cluster.consumer(), topic)) {
            while (!reader.atEnd()) {
                reader.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        int partition = records.stream()
                .filter(entry -> entry.key().equals(id))
                .findFirst()
                .orElseThrow()
                .partition();
        return records.stream().filter(entry -> entry.partition() == partition).toList();
    }

    private static ImageUploaded upload() throws Exception {
        Path sample = Distribution.fromSystemProperty().samples().resolve("statue.jpg");
        return new ImageUploaded(
                new InlinePhoto(ByteBuffer.wrap(Files.readAllBytes(sample))), null, null, null, Instant.EPOCH);
    }
}
