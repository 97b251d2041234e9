package io.fourfold.topology.images;

import io.fourfold.schemas.ClaimCheck;
import io.fourfold.topology.photo.PhotoFetches;
import io.fourfold.topology.photo.PhotoUri;
import io.fourfold.topology.photo.StoreOutages;
import java.time.Duration;

/**
 * Where photos come from that do not come in their upload; shared by all partitions of an instance.
 *
 * @param fetches fetches them
 * @param outages knows which stores of photos are away
 * @param fetchWait for which an upload holds up the next one when photos cannot be fetched as fast as uploads are read
 */
public record PhotoSource(PhotoFetches fetches, StoreOutages outages, Duration fetchWait) {

    /** The store of photos that a claim check points to: scheme, host and port of its URI. */
    String storeOf(ClaimCheck claimCheck) {
        return PhotoUri.store(claimCheck.getUri());
    }
}
