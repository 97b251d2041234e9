package io.fourfold.topology.store;

import io.fourfold.topology.similarity.IndexedImage;
import io.fourfold.topology.similarity.NearestImages;
import io.fourfold.topology.similarity.SimilarImages;
import io.fourfold.topology.similarity.UnitVector;
import io.fourfold.topology.similarity.Visibility;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Ranks the few photos that a scan left over by their exact vectors. */
final class ExactRanking {

    /** Vectors in memory at a time; only among very many photos that look the same are there more candidates. */
    private static final int READ_AT_ONCE = 512;

    private final SimilarImages query;
    private final Optional<Visibility> wanted;
    private final RocksImages images;
    private final float[] unitVector;
    private final IndexedImageSerde serde = new IndexedImageSerde();

    ExactRanking(SimilarImages query, RocksImages images) {
        this.query = query;
        this.wanted = query.wanted();
        this.images = images;
        this.unitVector = UnitVector.of(query.vector());
    }

    SimilarImages.Hits rank(List<byte[]> ids) {
        NearestImages nearest = new NearestImages(query);
        for (int from = 0; from < ids.size(); from += READ_AT_ONCE) {
            offer(ids.subList(from, Math.min(from + READ_AT_ONCE, ids.size())), nearest);
        }
        return nearest.hits();
    }

    private void offer(List<byte[]> ids, NearestImages nearest) {
        List<byte[]> stored = images.getAll(ids);
        for (int i = 0; i < ids.size(); i++) {
            IndexedImage image = serde.deserialize(null, stored.get(i));
            // It may have been deleted or overwritten since the scan.
            if (image != null && passes(image)) {
                String id = new String(ids.get(i), StandardCharsets.UTF_8);
                nearest.offer(id, UnitVector.cosine(unitVector, image.vector()));
            }
        }
    }

    private boolean passes(IndexedImage image) {
        return wanted.filter(image.ownership()::isVisibleTo).isPresent();
    }
}
