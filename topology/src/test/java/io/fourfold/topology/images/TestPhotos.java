package io.fourfold.topology.images;

import io.fourfold.topology.photo.AllowedPrefixes;
import io.fourfold.topology.photo.PhotoFetches;
import io.fourfold.topology.photo.PhotoLoader;
import io.fourfold.topology.photo.StoreOutages;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Sources of photos for tests, which fetch on the thread that asks. */
final class TestPhotos {

    static final RetryBudget BUDGET = new RetryBudget(3, Duration.ofHours(1), Duration.ofSeconds(1));

    private TestPhotos() {}

    static PhotoSource under(URI... prefixes) {
        return under(new StoreOutages(Duration.ofSeconds(2)), prefixes);
    }

    static PhotoSource under(StoreOutages outages, URI... prefixes) {
        PhotoLoader loader = new PhotoLoader(new AllowedPrefixes(List.of(prefixes)), Duration.ofMillis(500));
        return new PhotoSource(
                new PhotoFetches(loader, Runnable::run, 2L * PhotoLoader.MAX_BYTES), outages, Duration.ofMillis(1));
    }
}
