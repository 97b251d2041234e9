package io.fourfold.topology.query;

import io.fourfold.model.Network;
import io.fourfold.model.decoder.Caption;
import io.fourfold.model.explain.CannotExplainException;
import io.fourfold.model.explain.WordExplanation;
import io.fourfold.model.image.BadPhotoException;
import io.fourfold.model.words.UnknownWordException;
import io.fourfold.schemas.UnknownWord;
import io.fourfold.topology.error.NotReadyException;
import io.fourfold.topology.photo.LoadedPhoto;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Queries about photos that are not stored. Few at a time, since each keeps a processor busy. */
public final class PhotoQueries {

    private final Supplier<Network> inService;
    private final Semaphore permits;
    private final Duration timeout;

    /**
     * @param inService the network in service, asked once for each query
     * @param concurrency photos worked on at the same time
     * @param timeout longest wait of a further one
     */
    public PhotoQueries(Supplier<Network> inService, int concurrency, Duration timeout) {
        this.inService = inService;
        this.permits = new Semaphore(concurrency, true);
        this.timeout = timeout;
    }

    /**
     * A photo's embedding.
     *
     * @param vector {@code [300]}
     * @param modelVersion version of the network that made it
     * @param sourceSha256 SHA-256 of the photo's file, hexadecimal
     */
    public record Embedding(float[] vector, String modelVersion, String sourceSha256) {}

    /**
     * A photo's captions.
     *
     * @param captions best first
     * @param modelVersion version of the network that wrote them
     */
    public record Captions(List<Caption> captions, String modelVersion) {}

    /**
     * A photo's embedding.
     *
     * @throws BadPhotoException if it is no complete photo
     * @throws NotReadyException if too many others wait
     */
    public Embedding embedding(byte[] photo) {
        Network network = inService.get();
        return limited(() -> new Embedding(
                network.embed(photo), network.version(), LoadedPhoto.of(photo).sha256()));
    }

    /**
     * A photo's captions.
     *
     * @throws BadPhotoException if it is no complete photo
     * @throws NotReadyException if too many others wait
     */
    public Captions captions(byte[] photo) {
        Network network = inService.get();
        return limited(() -> new Captions(network.captions(network.embed(photo)), network.version()));
    }

    /**
     * What a photo's places add to a word.
     *
     * @throws BadPhotoException if it is no complete photo
     * @throws CannotExplainException if the network cannot tell
     * @throws UnknownWordException if the word is not in its vocabulary
     * @throws NotReadyException if too many others wait
     */
    ExplanationAnswer explainWord(byte[] photo, String word) {
        Network network = inService.get();
        return limited(() -> {
            WordExplanation explained = network.explain(network.places(network.decode(photo)), word);
            return new ExplanationAnswer(
                    explained.places(), Optional.of(explained.after()), List.of(), network.version());
        });
    }

    /**
     * What a photo's places add to its cosine with a vector.
     *
     * @param modelVersion version of the network that the vector is of
     * @param unknownWords that the vector leaves out
     * @throws BadPhotoException if it is no complete photo
     * @throws CannotExplainException if the network cannot tell
     * @throws NotReadyException if too many others wait, or another network has just come into service
     */
    ExplanationAnswer explainCosine(byte[] photo, float[] vector, String modelVersion, List<UnknownWord> unknownWords) {
        Network network = inService.get();
        if (!network.version().equals(modelVersion)) {
            throw new NotReadyException("Another network has just come into service; try again");
        }
        return limited(() -> new ExplanationAnswer(
                network.places(network.decode(photo)).cosine(vector),
                Optional.empty(),
                unknownWords,
                network.version()));
    }

    private <T> T limited(Supplier<T> query) {
        if (!acquired()) {
            throw new NotReadyException("Too many photos are being looked at; try again");
        }
        try {
            return query.get();
        } finally {
            permits.release();
        }
    }

    private boolean acquired() {
        try {
            return permits.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
