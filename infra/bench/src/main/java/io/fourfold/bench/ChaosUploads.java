package io.fourfold.bench;

import io.fourfold.infra.client.PhotoFile;
import io.fourfold.infra.client.PhotoUploader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Uploads photos all the time, and says which of them have not been described and indexed. */
final class ChaosUploads implements Runnable {

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final String OWNER = "uploads";

    private final PhotoUploader uploader;
    private final Path photo;
    private final List<String> ids = new CopyOnWriteArrayList<>();
    private volatile boolean stopped;

    /**
     * @param uploader stays the caller's
     * @param photo uploaded again and again, each time under another id
     */
    ChaosUploads(PhotoUploader uploader, Path photo) {
        this.uploader = uploader;
        this.photo = photo;
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                String id = "upload-" + ids.size();
                uploader.upload(new PhotoFile(id, photo), Optional.of(OWNER), Optional.empty(), () -> {});
                ids.add(id);
                Thread.sleep(PAUSE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void stop() {
        stopped = true;
    }

    /** Number of uploads so far. */
    int count() {
        return ids.size();
    }

    /** Ids of photos that an instance does not know, with caption and embedding, within some time. */
    List<String> missing(ChaosInstance instance, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        List<String> missing = new ArrayList<>(ids);
        while (!missing.isEmpty() && System.nanoTime() < deadline) {
            for (String id : List.copyOf(missing)) {
                if (isKnown(id, instance)) {
                    missing.remove(id);
                }
            }
            Thread.sleep(PAUSE.toMillis());
        }
        return missing;
    }

    private static boolean isKnown(String id, ChaosInstance instance) throws InterruptedException {
        try {
            ChaosInstance.Answer answer = instance.get("v1/images/" + id);
            return answer.status() == 200
                    && answer.json().has("captions")
                    && answer.json().has("embedding");
        } catch (IOException e) {
            return false;
        }
    }
}
