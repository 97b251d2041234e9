package io.fourfold.topology.store;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The mirror of a database, filled from it at first use. */
final class LazyMirror {

    private static final Logger LOG = LoggerFactory.getLogger(LazyMirror.class);

    private final RocksImages images;
    private final int dimensions;
    private final IndexedImageSerde serde;
    private volatile VectorMirror mirror;

    LazyMirror(RocksImages images, int dimensions, IndexedImageSerde serde) {
        this.images = images;
        this.dimensions = dimensions;
        this.serde = serde;
    }

    VectorMirror get() {
        VectorMirror filled = mirror;
        return filled != null ? filled : fill();
    }

    /** Adds or overwrites the image in a stored value; null removes it. */
    void put(String imageId, byte[] value) {
        if (value == null) {
            get().remove(imageId);
        } else {
            get().put(imageId, serde.deserialize(null, value));
        }
    }

    private synchronized VectorMirror fill() {
        if (mirror != null) {
            return mirror;
        }
        long start = System.nanoTime();
        VectorMirror filled = new VectorMirror(dimensions);
        try (KeyValueIterator<Bytes, byte[]> all = images.range(null, null, true)) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> entry = all.next();
                filled.put(new String(entry.key.get(), StandardCharsets.UTF_8), serde.deserialize(null, entry.value));
            }
        }
        if (filled.size() > 0) {
            LOG.info("Read {} embeddings from disk in {} ms", filled.size(), (System.nanoTime() - start) / 1_000_000);
        }
        mirror = filled;
        return filled;
    }
}
