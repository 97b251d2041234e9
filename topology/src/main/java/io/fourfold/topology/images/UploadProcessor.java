package io.fourfold.topology.images;

import io.fourfold.schemas.ClaimCheck;
import io.fourfold.schemas.ImageUploaded;
import io.fourfold.schemas.serde.UnknownSchemaException;
import io.fourfold.topology.error.BadRecordException;
import io.fourfold.topology.error.FailureKind;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.kafka.PhotoOutcome;
import io.fourfold.topology.kafka.PhotoStage;
import io.fourfold.topology.kafka.WorkTimer;
import io.fourfold.topology.photo.LoadedPhoto;
import io.fourfold.topology.photo.PhotoFetch;
import io.fourfold.topology.photo.PhotoLoader;
import io.fourfold.topology.photo.PhotoUnavailableException;
import io.fourfold.topology.tracing.PhotoSpan;
import io.fourfold.topology.tracing.Tracing;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns an upload into a record of every output, and a delete into a delete of every output.
 *
 * <p>A photo that comes in the upload is described at once. One that has to be fetched is put among {@link WaitingUploads} and
 * fetched meanwhile, several at once; the uploads behind it go on. What fails and may pass stays there and is tried again when
 * it is due, until its {@link RetryBudget} is spent. Whatever waits gives way to a newer event of its id.
 */
final class UploadProcessor implements Processor<String, UploadEvent, String, Object> {

    /** Where uploads that wait are to be seen. */
    static final String RETRY_SINK = "image-retry";

    /** Where uploads go that have waited in vain; others go there through Kafka Streams' own queue. */
    static final String DEAD_LETTER_SINK = "image-dead-letter";

    private static final Logger LOG = LoggerFactory.getLogger(UploadProcessor.class);

    /** Photos of one partition that are fetched or have been, and are not described yet. */
    private static final int AHEAD = 16;

    /** What takes a store's place when it is describing that fails: memory or native code of this instance. */
    private static final String DESCRIBING = "describing on this instance";

    /** Far more than anyone needs, and far less than a record may have. */
    private static final int MOST_BYTES_CARRIED_OVER = 500_000;

    /** Name of the span of all stages but fetching. */
    private static final String DESCRIBE = "describe";

    private static final Duration TICK = Duration.ofMillis(100);

    /** Photos that are described in a tick at most, since a transaction bounds how long a thread may be busy. */
    static final int DESCRIBED_IN_A_TICK = 8;

    private static final long PUT_OFF_MILLIS = 1_000;

    private static final long BACKLOG_PAUSE_MILLIS = 1_000;

    private final String topic;
    private final Deserializer<ImageUploaded> uploads;
    private final PhotoDescriber describer;
    private final PhotoSource photos;
    private final RetryBudget budget;
    private final FourfoldMetrics metrics;
    private final Tracing tracing;

    private ProcessorContext<String, Object> context;
    private WaitingUploads waiting;
    private Map<String, Ahead> ahead;
    private BlockingQueue<Ahead> fetched;
    private WorkTimer timer;
    private Runnable unpublished;
    private volatile WaitingUploads.Backlog backlog = WaitingUploads.Backlog.NONE;
    private long backlogLookedAt;

    /** An upload whose photo is being fetched. */
    private record Ahead(String id, WaitingUpload waiting, ImageUploaded upload, String photoStore, PhotoFetch fetch) {

        /** One fetch is another one's equal only if it is the same. */
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return id.hashCode();
        }
    }

    /**
     * @param topic where the uploads come from
     * @param uploads reads what waited
     */
    UploadProcessor(
            String topic,
            Deserializer<ImageUploaded> uploads,
            PhotoDescriber describer,
            PhotoSource photos,
            RetryBudget budget,
            FourfoldMetrics metrics,
            Tracing tracing) {
        this.tracing = tracing;
        this.topic = topic;
        this.uploads = uploads;
        this.describer = describer;
        this.photos = photos;
        this.budget = budget;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<String, Object> processorContext) {
        context = processorContext;
        waiting = new WaitingUploads(context);
        ahead = new HashMap<>();
        fetched = new LinkedBlockingQueue<>();
        timer = new WorkTimer(context, TICK, () -> !waiting.isEmpty(), this::tick);
        timer.start();
        backlog = waiting.backlog();
        unpublished = metrics.waiting(
                describer.network().version(),
                context.taskId().toString(),
                () -> backlog.count(),
                () -> backlog.seconds(now()));
    }

    @Override
    public void process(Record<String, UploadEvent> read) {
        if (read.key() == null || read.key().isEmpty()) {
            throw new BadRecordException("the upload event has no key; the key is the image id");
        }
        Record<String, UploadEvent> record = read.withHeaders(tracing.received(topic, read.key(), read.headers()));
        giveWay(record.key());
        if (record.value() == null) {
            metrics.photo(PhotoOutcome.DELETED);
            PhotoOutputs.ALL.forEach(output -> context.forward(record.withValue(null), output.sink()));
            // Also if it does not wait here: a network that is gone may have left it there.
            context.forward(record.withValue(null), RETRY_SINK);
            return;
        }
        UploadSize.requireHandled(record);
        Optional<ImageUploaded> upload = record.value().upload();
        boolean inline = upload.isPresent() && !(upload.get().getPhoto() instanceof ClaimCheck);
        if (inline && !photos.outages().isAway(DESCRIBING, now())) {
            describeInline(record, upload.get());
        } else {
            letWait(record);
        }
        timer.start();
    }

    @Override
    public void close() {
        if (ahead != null) {
            ahead.values().forEach(fetching -> fetching.fetch().close());
        }
        if (unpublished != null) {
            unpublished.run();
        }
    }

    /** A newer event of the same photo has come. */
    private void giveWay(String id) {
        Optional<WaitingUpload> overtaken = remove(id);
        if (overtaken.isPresent()) {
            metrics.photo(PhotoOutcome.OVERTAKEN);
        }
    }

    /** A bad photo's exception goes on to Kafka Streams' own dead letters. */
    private void describeInline(Record<String, UploadEvent> record, ImageUploaded upload) {
        List<? extends SpecificRecord> outputs;
        try (PhotoSpan span = tracing.working(DESCRIBE, record.key(), record.headers())) {
            outputs = described(span, record.key(), record.headers(), upload, () -> PhotoLoader.inline(upload));
        } catch (Error failure) {
            WaitingUpload arrived = arrived(record);
            waiting.put(record.key(), arrived, Optional.empty());
            failed(record.key(), arrived, failure, Optional.of(DESCRIBING));
            return;
        } catch (RuntimeException failure) {
            if (FailureKind.of(failure) != FailureKind.TRANSIENT) {
                metrics.photo(PhotoOutcome.DEAD_LETTER);
            }
            throw failure;
        }
        forward(record.key(), record.timestamp(), record.headers(), outputs);
    }

    private void letWait(Record<String, UploadEvent> record) {
        String id = record.key();
        WaitingUpload arrived = arrived(record);
        waiting.put(id, arrived, Optional.empty());
        boolean started =
                record.value().upload().map(upload -> take(id, arrived, upload)).orElseGet(() -> tryAgain(id));
        // Waits a moment, so that no more photos gather than can be described, and none while a store is away.
        finishNext(started && ahead.size() < AHEAD ? Duration.ZERO : photos.fetchWait());
    }

    private WaitingUpload arrived(Record<String, UploadEvent> record) {
        return WaitingUpload.of(record, context.recordMetadata().orElseThrow(), now());
    }

    /** Describes what has arrived, and takes up what is due. */
    private void tick() {
        work();
        lookAtBacklog();
    }

    /** All of it, so not each time. */
    private void lookAtBacklog() {
        if (waiting.isEmpty() || now() - backlogLookedAt >= BACKLOG_PAUSE_MILLIS) {
            backlog = waiting.backlog();
            backlogLookedAt = now();
        }
    }

    private void work() {
        for (int step = 0; step < DESCRIBED_IN_A_TICK; step++) {
            if (!finishNext(Duration.ZERO) && !tryNextDue()) {
                return;
            }
        }
    }

    /** Whether there was one. */
    private boolean tryNextDue() {
        if (ahead.size() >= AHEAD) {
            return false;
        }
        long now = now();
        Optional<String> id = waiting.takeDue(now, store -> photos.outages().isAway(store, now), now + PUT_OFF_MILLIS);
        id.ifPresent(this::tryAgain);
        return id.isPresent();
    }

    /** Whether the upload was tried, or its photo is on its way. */
    private boolean tryAgain(String id) {
        WaitingUpload upload = waiting.get(id);
        ImageUploaded event;
        try {
            event = uploads.deserialize(topic, upload.headers(), upload.bytes());
        } catch (UnknownSchemaException missing) {
            failed(id, upload, missing, Optional.empty());
            return true;
        } catch (SerializationException unreadable) {
            if (FailureKind.of(unreadable) == FailureKind.TRANSIENT) {
                throw unreadable;
            }
            deadLetter(id, upload, unreadable);
            return true;
        }
        return take(id, upload, event);
    }

    /** Whether the photo has been described, or is on its way; otherwise it is put off. */
    private boolean take(String id, WaitingUpload upload, ImageUploaded event) {
        if (event.getPhoto() instanceof ClaimCheck claimCheck) {
            return fetch(id, upload, event, claimCheck);
        }
        if (!photos.outages().mayAsk(DESCRIBING, now())) {
            waiting.postpone(id, now() + PUT_OFF_MILLIS, Optional.of(DESCRIBING));
            return false;
        }
        describe(id, upload, event, () -> PhotoLoader.inline(event), Optional.empty());
        return true;
    }

    private boolean fetch(String id, WaitingUpload upload, ImageUploaded event, ClaimCheck claimCheck) {
        String photoStore = photos.storeOf(claimCheck);
        if (!photos.outages().mayAsk(photoStore, now())) {
            waiting.postpone(id, now() + PUT_OFF_MILLIS, Optional.of(photoStore));
            return false;
        }
        Optional<PhotoFetch> fetch = photos.fetches().start(event, claimCheck);
        if (fetch.isEmpty()) {
            waiting.postpone(id, now() + TICK.toMillis(), Optional.of(photoStore));
            return false;
        }
        Ahead fetching = new Ahead(id, upload, event, photoStore, fetch.get());
        ahead.put(id, fetching);
        waiting.suspend(id);
        BlockingQueue<Ahead> arrivals = fetched;
        Timer.Sample asked = Timer.start(metrics.registry());
        Runnable arrived = tracing.started(PhotoStage.FETCH.label(), id, upload.headers());
        fetch.get().whenDone(() -> {
            arrived.run();
            asked.stop(metrics.stage(PhotoStage.FETCH));
            arrivals.add(fetching);
        });
        return true;
    }

    /** Describes one photo that has been fetched or is within that time, if there is one. */
    private boolean finishNext(Duration wait) {
        try {
            Ahead next = fetched.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
            if (next != null) {
                finish(next);
            }
            return next != null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void finish(Ahead next) {
        if (!ahead.remove(next.id(), next)) {
            return;
        }
        try (PhotoFetch fetch = next.fetch()) {
            describe(next.id(), next.waiting(), next.upload(), fetch::get, Optional.of(next.photoStore()));
        }
    }

    private interface Loading {
        LoadedPhoto photo();
    }

    private void describe(
            String id, WaitingUpload upload, ImageUploaded event, Loading loading, Optional<String> photoStore) {
        try (PhotoSpan span = tracing.working(DESCRIBE, id, upload.headers())) {
            describe(span, id, upload, event, loading, photoStore);
        }
    }

    private void describe(
            PhotoSpan span,
            String id,
            WaitingUpload upload,
            ImageUploaded event,
            Loading loading,
            Optional<String> photoStore) {
        List<? extends SpecificRecord> outputs;
        try {
            outputs = described(span, id, upload.headers(), event, () -> loaded(id, loading, photoStore));
        } catch (Error failure) {
            failed(id, upload, failure, Optional.of(DESCRIBING));
            return;
        } catch (RuntimeException failure) {
            if (FailureKind.of(failure) == FailureKind.TRANSIENT) {
                failed(id, upload, failure, photoStore);
            } else {
                deadLetter(id, upload, failure);
            }
            return;
        }
        remove(id);
        forward(id, upload.timestamp(), upload.headers(), outputs);
    }

    private List<? extends SpecificRecord> described(
            PhotoSpan span, String id, Headers headers, ImageUploaded event, Loading loading) {
        try {
            return outputs(id, headers, event, loading);
        } catch (RuntimeException | Error failure) {
            span.failed(failure);
            throw failure;
        }
    }

    /** An {@link Error} speaks against the photo, unless most of them end so. */
    private List<? extends SpecificRecord> outputs(String id, Headers headers, ImageUploaded event, Loading loading) {
        requireThatOutputsFit(id, headers, event);
        try {
            List<? extends SpecificRecord> outputs = describer.outputs(event, loading.photo());
            photos.outages().answered(DESCRIBING, id, now());
            return outputs;
        } catch (Error failure) {
            LOG.error("Photo {} ended in an error", id, failure);
            photos.outages().failed(DESCRIBING, id, now());
            throw failure;
        }
    }

    /** Outputs carry over more than the photo: one that no topic takes would make its transaction fail for ever. */
    private static void requireThatOutputsFit(String id, Headers headers, ImageUploaded event) {
        long bytes = UploadSize.of(id, headers);
        for (String text : Arrays.asList(event.getOwner(), event.getAlbum(), event.getFileName())) {
            bytes += text == null ? 0 : Utils.utf8Length(text);
        }
        if (bytes > MOST_BYTES_CARRIED_OVER) {
            throw new BadRecordException("image id, headers, owner, album and file name have " + bytes
                    + " bytes together; " + MOST_BYTES_CARRIED_OVER + " are allowed");
        }
    }

    /** Tells how the photo's store does: only what it could not hand out now speaks against it. */
    private LoadedPhoto loaded(String id, Loading loading, Optional<String> photoStore) {
        boolean unavailable = false;
        try {
            return loading.photo();
        } catch (PhotoUnavailableException failure) {
            unavailable = true;
            photoStore.ifPresent(store -> photos.outages().failed(store, id, now()));
            throw failure;
        } finally {
            if (!unavailable) {
                photoStore.ifPresent(store -> photos.outages().answered(store, id, now()));
            }
        }
    }

    /** While a whole store is away its photos' budgets do not run, and after it they begin anew. */
    private void failed(String id, WaitingUpload upload, Throwable failure, Optional<String> photoStore) {
        long now = now();
        boolean anew = photoStore
                .filter(store -> photos.outages().wasAwaySince(store, upload.lastFailure()))
                .isPresent();
        WaitingUpload failed = upload.failed(failure, anew, now);
        if (!anew && budget.isSpent(failed, failure)) {
            deadLetter(id, failed, failure);
            return;
        }
        WaitingUpload next = failed.notBefore(now + budget.pauseMillis(failed));
        waiting.put(id, next, photoStore);
        Headers headers = RetryHeaders.waiting(next, describer.network().version());
        context.forward(new Record<String, Object>(id, next.bytes(), next.timestamp(), headers), RETRY_SINK);
        metrics.photo(PhotoOutcome.WAITS);
        LOG.warn("Photo {} waits, after {} tries: {}", id, next.attempts(), failure.toString());
    }

    private void deadLetter(String id, WaitingUpload upload, Throwable failure) {
        remove(id);
        Headers headers =
                RetryHeaders.deadLetter(upload, topic, describer.network().version(), failure);
        context.forward(new Record<String, Object>(id, upload.bytes(), now(), headers), DEAD_LETTER_SINK);
        metrics.photo(PhotoOutcome.DEAD_LETTER);
        metrics.deadLetter(failure, context.applicationId());
        LOG.warn("Photo {} is a dead letter: {}", id, failure.toString());
    }

    /** Takes an upload from among those that wait. */
    private Optional<WaitingUpload> remove(String id) {
        Ahead fetching = ahead.remove(id);
        if (fetching != null) {
            fetching.fetch().close();
        }
        Optional<WaitingUpload> removed = waiting.remove(id);
        if (removed.filter(WaitingUpload::tried).isPresent()) {
            context.forward(new Record<String, Object>(id, null, now()), RETRY_SINK);
        }
        return removed;
    }

    private void forward(String id, long timestamp, Headers headers, List<? extends SpecificRecord> outputs) {
        metrics.photo(PhotoOutcome.DESCRIBED);
        for (int i = 0; i < outputs.size(); i++) {
            context.forward(
                    new Record<String, Object>(id, outputs.get(i), timestamp, headers),
                    PhotoOutputs.ALL.get(i).sink());
        }
    }

    private long now() {
        return context.currentSystemTimeMs();
    }
}
