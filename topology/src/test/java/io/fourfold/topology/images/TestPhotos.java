package io.fourfold.topology.images;

import io.fourfold.topology.photo.PhotoFetches;
import io.fourfold.topology.photo.PhotoLoader;
import io.fourfold.topology.photo.StoreOutages;
import io.fourfold.topology.photo.TestLoaders;
import io.fourfold.topology.testing.TestDriver;
import io.fourfold.topology.testing.TestNetwork;
import io.fourfold.topology.tracing.Tracing;
import java.net.URI;
import java.time.Duration;

/** Sources of photos for tests, which fetch on the thread that asks. */
final class TestPhotos {

    static final RetryBudget BUDGET = new RetryBudget(3, Duration.ofHours(1), Duration.ofSeconds(1));

    private TestPhotos() {}

    static PhotoSource under(URI... prefixes) {
        return under(new StoreOutages(Duration.ofSeconds(2)), prefixes);
    }

    static PhotoSource under(StoreOutages outages, URI... prefixes) {
        PhotoLoader loader = TestLoaders.onThisMachine(Duration.ofMillis(500), prefixes);
        return of(loader, outages);
    }

    static PhotoSource of(PhotoLoader loader, StoreOutages outages) {
        return new PhotoSource(
                new PhotoFetches(loader, Runnable::run, 2L * PhotoLoader.MAX_BYTES), outages, Duration.ofMillis(1));
    }

    /** The topology with a network for tests, of one partition. */
    static TestDriver.TopologyFactory described(PhotoSource photos) {
        return described(photos, true);
    }

    static TestDriver.TopologyFactory described(PhotoSource photos, boolean thumbnails) {
        return (serdes, metrics) -> new ImageTopology(
                        TestDriver.TOPICS,
                        serdes,
                        photos,
                        new TestNetwork(),
                        thumbnails,
                        BUDGET,
                        metrics,
                        Tracing.OFF,
                        UploadPartitions.of(1))
                .build();
    }
}
