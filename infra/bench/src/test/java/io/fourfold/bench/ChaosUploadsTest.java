package io.fourfold.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fourfold.infra.client.PhotoUploader;
import io.fourfold.schemas.ImageUploaded;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChaosUploadsTest {

    private static final Duration SOON = Duration.ofMillis(50);
    private static final int ENOUGH = 60;

    /** Of those that are uploaded once and deleted. */
    private static final Set<String> DELETED = Set.of("upload-1", "upload-5", "upload-9", "upload-13", "upload-17");

    private final MockProducer<String, ImageUploaded> producer =
            new MockProducer<>(true, null, new StringSerializer(), (topic, event) -> new byte[0]);
    private final Instance instance = new Instance();

    @TempDir
    private Path directory;

    /** Describes at once what was uploaded, and can be told to do wrong. */
    private final class Instance implements ChaosTarget {

        private final Set<String> forgotten = ConcurrentHashMap.newKeySet();
        private final Set<String> kept = ConcurrentHashMap.newKeySet();
        private final Set<String> stale = ConcurrentHashMap.newKeySet();
        private final Set<String> unknown = ConcurrentHashMap.newKeySet();

        @Override
        public String name() {
            return "instance-0";
        }

        @Override
        public boolean up() {
            return true;
        }

        @Override
        public int deaths() {
            return 0;
        }

        @Override
        public boolean paused() {
            return false;
        }

        @Override
        public Answer get(String path) {
            ObjectNode json = new ObjectMapper().createObjectNode();
            String[] parts = path.split("[/?]");
            if (parts.length == 3) {
                return image(parts[2], json);
            }
            String album = path.substring(path.lastIndexOf('=') + 1);
            json.putObject("shards").put("complete", true);
            json.putArray("hits");
            known().forEach((id, event) -> {
                if (event.getAlbum().equals(album)) {
                    json.withArray("hits").addObject().put("imageId", id);
                }
            });
            return new Answer(200, json);
        }

        private Answer image(String id, ObjectNode json) {
            ImageUploaded event = known().get(id);
            if (event == null || unknown.contains(id)) {
                return new Answer(404, json);
            }
            json.putArray("captions").addObject().put("text", "a photo of " + event.getFileName());
            json.putObject("embedding");
            json.put("sourceSha256", event.getFileName());
            return new Answer(200, json);
        }

        private Map<String, ImageUploaded> known() {
            Map<String, ImageUploaded> known = new HashMap<>();
            producer.history().forEach(sent -> {
                if (sent.value() == null && !kept.contains(sent.key())) {
                    known.remove(sent.key());
                } else if (sent.value() != null && !(stale.contains(sent.key()) && known.containsKey(sent.key()))) {
                    known.put(sent.key(), sent.value());
                }
            });
            known.keySet().removeAll(forgotten);
            return known;
        }
    }

    @Test
    void shouldUploadDeleteAndUploadAgain() throws Exception {
        ChaosUploads uploads = uploaded();

        Map<String, List<Optional<String>>> sent = new HashMap<>();
        producer.history()
                .forEach(event -> sent.computeIfAbsent(event.key(), id -> new ArrayList<>())
                        .add(Optional.ofNullable(event.value()).map(photo -> "reference-" + photo.getFileName())));
        assertThat(uploads.expected()).isEqualTo(sent);
        assertThat(new HashSet<>(sent.values()))
                .contains(
                        List.of(Optional.of("reference-a.jpg")),
                        List.of(Optional.of("reference-b.jpg"), Optional.empty()),
                        List.of(Optional.of("reference-a.jpg"), Optional.of("reference-b.jpg")),
                        List.of(Optional.of("reference-b.jpg"), Optional.empty(), Optional.of("reference-a.jpg")));
        assertThat(uploads.missing(SOON)).isEmpty();
        assertThat(uploads.back()).isEmpty();
    }

    @Test
    void shouldMissWhatAnInstanceDoesNotKnow() throws Exception {
        ChaosUploads uploads = uploaded();

        instance.forgotten.add("upload-8");

        assertThat(uploads.missing(SOON))
                .hasSize(2)
                .contains("upload-8 on instance-0")
                .anyMatch(missing -> missing.startsWith("similar photos of album-0 on instance-0"));
    }

    @Test
    void shouldMissTheDescriptionOfALaterUpload() throws Exception {
        ChaosUploads uploads = uploaded();

        instance.stale.add("upload-10");

        assertThat(uploads.missing(SOON)).containsExactly("upload-10 on instance-0");
    }

    @Test
    void shouldFindThatADeletedPhotoIsStillThere() throws Exception {
        ChaosUploads uploads = uploaded();

        instance.kept.add("upload-9");

        assertThat(uploads.missing(SOON))
                .hasSize(2)
                .contains("upload-9 on instance-0")
                .anyMatch(missing -> missing.startsWith("similar photos of album-0 on instance-0"));
    }

    @Test
    void shouldSeeADeletedPhotoThatComesBack() throws Exception {
        ChaosUploads uploads = uploads();

        InBackground.run(uploads, uploads::stop, () -> {
            await().until(() -> uploads.count() > ENOUGH);
            instance.kept.addAll(DELETED);
            await().until(() -> !uploads.back().isEmpty());
        });

        assertThat(DELETED).containsAll(uploads.back());
        assertThat(uploads.undone()).isEmpty();
    }

    @Test
    void shouldSeeADeleteThatIsDoneAgain() throws Exception {
        ChaosUploads uploads = uploads();

        InBackground.run(uploads, uploads::stop, () -> {
            await().until(() -> uploads.count() > ENOUGH);
            instance.kept.addAll(DELETED);
            await().until(() -> !uploads.back().isEmpty());
            instance.kept.clear();
            await().until(() -> uploads.back().isEmpty());
        });

        assertThat(uploads.undone()).isNotEmpty();
    }

    @Test
    void shouldSeeADeletedPhotoAmongSimilarOnes() throws Exception {
        ChaosUploads uploads = uploads();

        InBackground.run(uploads, uploads::stop, () -> {
            await().until(() -> uploads.count() > ENOUGH);
            instance.unknown.addAll(DELETED);
            instance.kept.addAll(DELETED);
            await().until(() -> !uploads.back().isEmpty() || !uploads.undone().isEmpty());
        });
    }

    @Test
    void shouldNotTakeAPhotoForBackThatIsDescribedLate() throws Exception {
        ChaosUploads uploads = uploads();
        instance.unknown.addAll(DELETED);

        InBackground.run(uploads, uploads::stop, () -> {
            await().until(() -> uploads.count() > ENOUGH);
            instance.kept.addAll(DELETED);
            instance.unknown.clear();
            int before = uploads.count();
            await().until(() -> uploads.count() > before + ENOUGH);
        });

        assertThat(uploads.back()).isEmpty();
        assertThat(uploads.undone()).isEmpty();
    }

    private ChaosUploads uploaded() throws Exception {
        ChaosUploads uploads = uploads();
        InBackground.run(uploads, uploads::stop, () -> await().until(() -> uploads.count() > ENOUGH));
        return uploads;
    }

    private ChaosUploads uploads() throws Exception {
        List<Path> photos = new ArrayList<>();
        for (String name : List.of("a.jpg", "b.jpg")) {
            photos.add(Files.writeString(directory.resolve(name), name));
        }
        ChaosUploads uploads = new ChaosUploads(
                new PhotoUploader(producer, "uploads", Clock.systemUTC()),
                photos,
                List.of(instance),
                Duration.ofMillis(1),
                1);
        uploads.uploadReferences(SOON.multipliedBy(100));
        return uploads;
    }
}
