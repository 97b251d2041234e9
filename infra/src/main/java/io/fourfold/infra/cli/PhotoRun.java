package io.fourfold.infra.cli;

import io.fourfold.infra.client.Cluster;
import io.fourfold.infra.client.PhotoFeed;
import io.fourfold.infra.client.PhotoFile;
import io.fourfold.infra.client.PhotoOutcome;
import io.fourfold.infra.client.PhotoOutcome.Captioned;
import io.fourfold.infra.client.PhotoOutcome.DeadLettered;
import io.fourfold.infra.client.PhotoUploader;
import io.fourfold.model.decoder.Caption;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;

/** Uploads the photos that are not described yet and prints the captions of all, as they arrive. */
final class PhotoRun {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Cluster cluster;
    private final String modelVersion;
    private final PrintWriter out;
    private final OutcomePrinter printer;
    private final StopSignal stop;

    PhotoRun(Cluster cluster, String modelVersion, PrintWriter out, StopSignal stop) {
        this.cluster = cluster;
        this.modelVersion = modelVersion;
        this.out = out;
        this.printer = new OutcomePrinter(out, Caption.NOT_KNOWN);
        this.stop = stop;
    }

    /** Returns when every photo has its caption or its reason, or when the process is asked to stop. */
    void describe(List<PhotoFile> photos) {
        try (PhotoFeed feed = cluster.feed()) {
            Map<String, Captioned> known = knownCaptions(feed);
            Map<Boolean, List<PhotoFile>> byCurrency = photos.stream()
                    .collect(Collectors.partitioningBy(photo -> isCurrent(known.get(photo.imageId()), photo)));
            byCurrency.get(true).forEach(photo -> printer.print(known.get(photo.imageId())));
            List<PhotoFile> unknown = byCurrency.get(false);
            long start = System.nanoTime();
            int failed = unknown.isEmpty() ? 0 : upload(unknown, feed);
            out.printf(
                    "%n%d photos: %d known before, %d described in %.1f s, %d not processed.%n",
                    photos.size(),
                    photos.size() - unknown.size(),
                    unknown.size() - failed,
                    (System.nanoTime() - start) / 1e9,
                    failed);
            out.flush();
        }
    }

    private static Map<String, Captioned> knownCaptions(PhotoFeed feed) {
        feed.rewindCaptions();
        Map<String, Captioned> known = new HashMap<>();
        for (PhotoOutcome outcome : feed.readToEnd()) {
            if (outcome instanceof Captioned captioned) {
                known.put(captioned.imageId(), captioned);
            } else {
                known.remove(outcome.imageId());
            }
        }
        return known;
    }

    private boolean isCurrent(Captioned captioned, PhotoFile photo) {
        return captioned != null
                && captioned.event().getModelVersion().equals(modelVersion)
                && captioned.event().getSourceSha256().equals(photo.sha256());
    }

    /** Returns how many ended as dead letters. */
    private int upload(List<PhotoFile> photos, PhotoFeed feed) {
        Map<String, PhotoFile> pending = new HashMap<>();
        photos.forEach(photo -> pending.put(photo.imageId(), photo));
        int failed = 0;
        CompletableFuture<Void> upload = CompletableFuture.runAsync(() -> sendAll(photos));
        while (!pending.isEmpty() && !stop.requested()) {
            for (PhotoOutcome outcome : feed.poll(POLL)) {
                if (pending.remove(outcome.imageId()) != null) {
                    printer.print(outcome);
                    failed += outcome instanceof DeadLettered ? 1 : 0;
                }
            }
            if (upload.isCompletedExceptionally()) {
                upload.join();
            }
        }
        upload.join();
        return failed;
    }

    private void sendAll(List<PhotoFile> photos) {
        try (PhotoUploader uploader = cluster.uploader();
                ProgressBar progress = Progress.bar("Uploading", photos.size())) {
            for (PhotoFile photo : photos) {
                if (stop.requested()) {
                    return;
                }
                uploader.upload(photo, progress::step);
            }
            uploader.flush();
        }
    }
}
