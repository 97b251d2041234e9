package io.fourfold.bench;

import io.fourfold.infra.client.PhotoFile;
import io.fourfold.infra.client.PhotoUploader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Uploads photos all the time, deletes a third of them later, and uploads another third a second time. Asks meanwhile for
 * those that were deleted, and says in the end which of all photos are not as they should be.
 */
final class ChaosUploads implements Runnable {

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final String OWNER = "uploads";

    /** So many uploads later a photo's second event comes. */
    private static final int LATER = 10;

    private final PhotoUploader uploader;
    private final Path photo;
    private final List<ChaosInstance> instances;
    private final Random random;
    private final Set<String> gone = ConcurrentHashMap.newKeySet();
    private final Queue<String> back = new ConcurrentLinkedQueue<>();
    private volatile int uploads;
    private volatile boolean stopped;

    /** What comes after a photo's first upload. */
    private enum Second {
        NOTHING,
        DELETE,
        UPLOAD
    }

    /**
     * @param uploader stays the caller's
     * @param photo uploaded again and again, each time under another id
     * @param instances that are asked for deleted photos
     */
    ChaosUploads(PhotoUploader uploader, Path photo, List<ChaosInstance> instances, long seed) {
        this.uploader = uploader;
        this.photo = photo;
        this.instances = instances;
        this.random = new Random(seed);
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                upload(uploads);
                uploads++;
                int earlier = uploads - 1 - LATER;
                switch (second(earlier)) {
                    case DELETE -> uploader.delete(id(earlier), () -> {});
                    case UPLOAD -> upload(earlier);
                    case NOTHING -> {}
                }
                lookForDeleted();
                Thread.sleep(PAUSE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void stop() {
        stopped = true;
    }

    /** Number of photos so far. */
    int count() {
        return uploads;
    }

    /** Photos that an instance gave an answer about after one had said that they were deleted. */
    List<String> back() {
        return List.copyOf(back);
    }

    /**
     * What a reader of each result topic should find by now: for each photo, in its partition's order, whether it was
     * described (true) or deleted.
     */
    List<Boolean> expected(String id) {
        int number = Integer.parseInt(id.substring(id.indexOf('-') + 1));
        return switch (second(number)) {
            case NOTHING -> List.of(true);
            case DELETE -> List.of(true, false);
            case UPLOAD -> List.of(true, true);
        };
    }

    List<String> ids() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < uploads; i++) {
            ids.add(id(i));
        }
        return ids;
    }

    /** Ids of photos of which an instance does not know what it should, within some time. */
    List<String> missing(ChaosInstance instance, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        List<String> missing = ids();
        while (!missing.isEmpty() && System.nanoTime() < deadline) {
            for (String id : List.copyOf(missing)) {
                if (isKnownRightly(id, instance)) {
                    missing.remove(id);
                }
            }
            Thread.sleep(PAUSE.toMillis());
        }
        return missing;
    }

    private void upload(int number) {
        uploader.upload(new PhotoFile(id(number), photo), Optional.of(OWNER), Optional.empty(), () -> {});
    }

    private Second second(int number) {
        return number < 0 || number >= uploads - LATER
                ? Second.NOTHING
                : Second.values()[number % Second.values().length];
    }

    private static String id(int number) {
        return "upload-" + number;
    }

    /** Asks for one of those that have been deleted. */
    private void lookForDeleted() throws InterruptedException {
        int number = random.nextInt(uploads);
        ChaosInstance instance = instances.get(random.nextInt(instances.size()));
        if (second(number) != Second.DELETE || !instance.up()) {
            return;
        }
        int status = status(id(number), instance);
        if (status == 404) {
            gone.add(id(number));
        } else if (status == 200 && gone.contains(id(number))) {
            back.add(id(number) + " on " + instance.name());
        }
    }

    private boolean isKnownRightly(String id, ChaosInstance instance) throws InterruptedException {
        List<Boolean> expected = expected(id);
        return status(id, instance) == (expected.get(expected.size() - 1) ? 200 : 404);
    }

    /** 200 if caption and embedding are known, 0 if there was no answer. */
    private static int status(String id, ChaosInstance instance) throws InterruptedException {
        try {
            ChaosInstance.Answer answer = instance.get("v1/images/" + id);
            boolean whole = answer.json().has("captions") && answer.json().has("embedding");
            return answer.status() == 200 && !whole ? 0 : answer.status();
        } catch (IOException e) {
            return 0;
        }
    }
}
