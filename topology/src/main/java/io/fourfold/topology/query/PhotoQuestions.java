package io.fourfold.topology.query;

import io.fourfold.model.Caption;
import io.fourfold.model.Network;
import io.fourfold.model.image.BadPhotoException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Questions about photos that are not stored. Few at a time, since each keeps a processor busy. */
public final class PhotoQuestions {

    private final Network network;
    private final Semaphore permits;
    private final Duration patience;

    /**
     * @param concurrency photos worked on at the same time
     * @param patience how long a further one waits
     */
    public PhotoQuestions(Network network, int concurrency, Duration patience) {
        this.network = network;
        this.permits = new Semaphore(concurrency, true);
        this.patience = patience;
    }

    /** Version of the network that answers. */
    public String modelVersion() {
        return network.version();
    }

    /**
     * A photo's embedding, {@code [300]}.
     *
     * @throws BadPhotoException if it is no complete photo
     * @throws NotReadyException if too many others wait
     */
    public float[] embedding(byte[] photo) {
        return limited(() -> network.embed(photo));
    }

    /**
     * A photo's captions, best first.
     *
     * @throws BadPhotoException if it is no complete photo
     * @throws NotReadyException if too many others wait
     */
    public List<Caption> captions(byte[] photo) {
        return limited(() -> network.captions(network.embed(photo)));
    }

    private <T> T limited(Supplier<T> question) {
        if (!acquired()) {
            throw new NotReadyException("Too many photos are being looked at; try again");
        }
        try {
            return question.get();
        } finally {
            permits.release();
        }
    }

    private boolean acquired() {
        try {
            return permits.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
