package io.fourfold.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.fourfold.infra.client.PhotoFile;
import io.fourfold.infra.client.PhotoUploader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Uploads photos all the time, and later deletes some of them, uploads another photo under the id of others, and does both to
 * others still. Asks meanwhile for those that were deleted, and says in the end which of all photos are not as they should be.
 */
final class ChaosUploads implements Callable<Void> {

    private static final Logger LOG = LoggerFactory.getLogger(ChaosUploads.class);
    private static final String OWNER = "uploads";

    /** So many uploads later a photo's next event comes. */
    private static final int LATER = 10;

    private static final int MOST_EVENTS = 3;

    /** Fewer than the most that a query for similar photos answers. */
    private static final int PHOTOS_OF_ALBUM = 50;

    private final PhotoUploader uploader;
    private final List<Path> photos;
    private final List<? extends ChaosTarget> instances;
    private final Duration pause;
    private final Random random;
    private final Map<String, Described> references = new HashMap<>();
    private final Set<Integer> described = new HashSet<>();
    private final List<Integer> gone = new ArrayList<>();
    private final Map<Integer, Long> back = new ConcurrentHashMap<>();
    private final Queue<Duration> undone = new ConcurrentLinkedQueue<>();
    private volatile int uploads;
    private volatile boolean stopped;

    /** What must be alike of every photo made of one file. */
    private record Described(JsonNode captions, JsonNode embedding, JsonNode sha256) {

        static Optional<Described> of(JsonNode json) {
            return json.has("captions") && json.has("embedding")
                    ? Optional.of(new Described(json.get("captions"), json.get("embedding"), json.get("sourceSha256")))
                    : Optional.empty();
        }
    }

    /**
     * @param uploader stays the caller's
     * @param photos files that do not look alike, uploaded again and again, each time under another id
     * @param instances that are asked for deleted photos
     * @param pause between uploads
     */
    ChaosUploads(
            PhotoUploader uploader,
            List<Path> photos,
            List<? extends ChaosTarget> instances,
            Duration pause,
            long seed) {
        this.uploader = uploader;
        this.photos = photos;
        this.instances = instances;
        this.pause = pause;
        this.random = new Random(seed);
    }

    /**
     * Uploads each file once, and remembers how it is described as long as there is no fault.
     *
     * @throws IllegalStateException if that takes too long
     */
    void uploadReferences(Duration timeout) throws InterruptedException {
        photos.forEach(photo -> upload(reference(photo), photo, "references"));
        long deadline = System.nanoTime() + timeout.toNanos();
        for (Path photo : photos) {
            String id = reference(photo);
            for (Optional<Described> described = Optional.empty(); described.isEmpty(); ) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(id + " was not described within " + timeout);
                }
                Thread.sleep(pause.toMillis());
                described = image(id, instances.get(0)).flatMap(answer -> Described.of(answer.json()));
                described.ifPresent(facts -> references.put(id, facts));
            }
        }
    }

    @Override
    public Void call() throws InterruptedException {
        while (!stopped) {
            for (int event = 0; event < MOST_EVENTS; event++) {
                int number = uploads - event * LATER;
                if (number >= 0 && event < events(number).size()) {
                    send(number, events(number).get(event));
                }
            }
            uploads++;
            lookForDeleted();
            Thread.sleep(pause.toMillis());
        }
        return null;
    }

    void stop() {
        stopped = true;
    }

    /** Number of photos so far. */
    int count() {
        return uploads;
    }

    /** Photos that an instance gave an answer about after one had said that they were deleted, and that are still there. */
    Set<String> back() {
        return back.keySet().stream().map(ChaosUploads::id).collect(Collectors.toSet());
    }

    /** How long photos were there again for a while whose delete an instance had done. */
    List<Duration> undone() {
        return List.copyOf(undone);
    }

    /**
     * What a reader of a topic should find by now: by id, for each record in its partition's order, the id of the reference
     * that it is alike, or none for a delete.
     */
    Map<String, List<Optional<String>>> expected() {
        Map<String, List<Optional<String>>> expected = new LinkedHashMap<>();
        references.keySet().forEach(id -> expected.put(id, List.of(Optional.of(id))));
        for (int number = 0; number < uploads; number++) {
            expected.put(
                    id(number),
                    sent(number).stream()
                            .map(photo -> photo.map(ChaosUploads::reference))
                            .toList());
        }
        return expected;
    }

    /** What instances do not know of the photos as they should, within some time. */
    List<String> missing(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        List<String> missing;
        do {
            Thread.sleep(pause.toMillis());
            for (int number : back.keySet()) {
                lookFor(number, instances.get(0));
            }
            missing = missing();
        } while (!missing.isEmpty() && System.nanoTime() < deadline);
        return missing;
    }

    private List<String> missing() throws InterruptedException {
        List<String> missing = new ArrayList<>();
        for (ChaosTarget instance : instances) {
            for (int number = 0; number < uploads; number++) {
                if (!isKnownRightly(number, instance)) {
                    missing.add(id(number) + " on " + instance.name());
                }
            }
            for (int album = 0; album <= (uploads - 1) / PHOTOS_OF_ALBUM; album++) {
                Set<String> found = ofAlbum(album, instance).orElse(Set.of());
                Set<String> wanted = existing(album);
                if (!found.equals(wanted)) {
                    missing.add("similar photos of %s on %s: %s instead of %s"
                            .formatted(album(album), instance.name(), found, wanted));
                }
            }
        }
        return missing;
    }

    /** What happens to a photo, one event so many uploads after the other: a file is uploaded, or it is deleted. */
    private List<Optional<Path>> events(int number) {
        Optional<Path> first = Optional.of(photos.get(number % photos.size()));
        Optional<Path> other = Optional.of(photos.get((number + 1) % photos.size()));
        return switch (number % 4) {
            case 0 -> List.of(first);
            case 1 -> List.of(first, Optional.empty());
            case 2 -> List.of(first, other);
            default -> List.of(first, Optional.empty(), other);
        };
    }

    /** Those of them that have happened. */
    private List<Optional<Path>> sent(int number) {
        List<Optional<Path>> events = events(number);
        return events.subList(0, Math.min(events.size(), 1 + (uploads - 1 - number) / LATER));
    }

    private Optional<Path> last(int number) {
        List<Optional<Path>> sent = sent(number);
        return sent.get(sent.size() - 1);
    }

    /** Whether it was deleted, and stays so. */
    private boolean deleted(int number) {
        return sent(number).size() == events(number).size() && last(number).isEmpty();
    }

    private void send(int number, Optional<Path> photo) {
        photo.ifPresentOrElse(
                file -> upload(id(number), file, album(number / PHOTOS_OF_ALBUM)),
                () -> uploader.delete(id(number), () -> {}));
    }

    private void upload(String id, Path photo, String album) {
        uploader.upload(new PhotoFile(id, photo), Optional.of(OWNER), Optional.of(album), () -> {});
    }

    private static String id(int number) {
        return "upload-" + number;
    }

    private static String album(int number) {
        return "album-" + number;
    }

    private static String reference(Path photo) {
        return "reference-" + photo.getFileName();
    }

    /** Asks for one that is deleted soon, one that was deleted lately or at any time, and what is similar to a reference. */
    private void lookForDeleted() throws InterruptedException {
        ChaosTarget instance = instances.get(random.nextInt(instances.size()));
        if (!instance.up()) {
            return;
        }
        for (int event = 0; event < 2; event++) {
            int lately = uploads - 1 - event * LATER - random.nextInt(LATER);
            if (lately >= 0) {
                lookFor(lately, instance);
            }
        }
        if (!gone.isEmpty()) {
            lookFor(gone.get(random.nextInt(gone.size())), instance);
        }
        Set<String> found = new HashSet<>(ofAlbum(random.nextInt(1 + (uploads - 1) / PHOTOS_OF_ALBUM), instance)
                .orElse(Set.of()));
        gone.stream().filter(number -> found.contains(id(number))).forEach(number -> back(number, instance));
        for (int number : back.keySet()) {
            lookFor(number, instance);
        }
    }

    private void lookFor(int number, ChaosTarget instance) throws InterruptedException {
        int status = image(id(number), instance).map(ChaosTarget.Answer::status).orElse(0);
        if (status == 200) {
            described.add(number);
            if (gone.contains(number)) {
                back(number, instance);
            }
        } else if (status == 404 && back.containsKey(number)) {
            Duration time = Duration.ofNanos(System.nanoTime() - back.remove(number));
            LOG.warn("Deleted again after {} ms: {}", time.toMillis(), id(number));
            undone.add(time);
        } else if (status == 404 && described.contains(number) && deleted(number) && !gone.contains(number)) {
            gone.add(number);
        }
    }

    private void back(int number, ChaosTarget instance) {
        if (back.putIfAbsent(number, System.nanoTime()) == null) {
            LOG.warn("There again on {}: {}", instance.name(), id(number));
        }
    }

    private boolean isKnownRightly(int number, ChaosTarget instance) throws InterruptedException {
        Optional<ChaosTarget.Answer> answer = image(id(number), instance);
        int status = answer.map(ChaosTarget.Answer::status).orElse(0);
        return last(number)
                .map(photo -> status == 200
                        && Described.of(answer.orElseThrow().json())
                                .equals(Optional.of(references.get(reference(photo)))))
                .orElse(status == 404);
    }

    /** Photos of an album that are there. */
    private Set<String> existing(int album) {
        Set<String> existing = new HashSet<>();
        IntStream.range(album * PHOTOS_OF_ALBUM, Math.min(uploads, (album + 1) * PHOTOS_OF_ALBUM))
                .filter(number -> last(number).isPresent())
                .forEach(number -> existing.add(id(number)));
        return existing;
    }

    /** Those that are found by similarity; none if it is not answered, or not completely. */
    private Optional<Set<String>> ofAlbum(int album, ChaosTarget instance) throws InterruptedException {
        String path =
                "v1/images/%s/similar?k=100&owner=%s&album=%s".formatted(reference(photos.get(0)), OWNER, album(album));
        return get(path, instance)
                .filter(answer -> answer.json().at("/shards/complete").asBoolean())
                .map(answer -> Set.copyOf(answer.json().path("hits").findValuesAsText("imageId")));
    }

    private static Optional<ChaosTarget.Answer> image(String id, ChaosTarget instance) throws InterruptedException {
        return get("v1/images/" + id, instance);
    }

    private static Optional<ChaosTarget.Answer> get(String path, ChaosTarget instance) throws InterruptedException {
        try {
            return Optional.of(instance.get(path));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
