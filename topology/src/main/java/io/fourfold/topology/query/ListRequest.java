package io.fourfold.topology.query;

import io.fourfold.topology.shard.ShardQuery;
import java.util.Optional;

/**
 * Which stored photos are wanted, in the order of their ids.
 *
 * @param k most photos of a page
 * @param owner only photos of this owner
 * @param album only photos of this album
 * @param cursor end of the page before
 */
public record ListRequest(int k, Optional<String> owner, Optional<String> album, Optional<ListCursor> cursor) {

    ShardQuery.Listing toQuery() {
        return new ShardQuery.Listing(cursor.map(ListCursor::imageId), k, owner, album);
    }
}
