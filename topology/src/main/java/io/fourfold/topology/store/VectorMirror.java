package io.fourfold.topology.store;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The vectors of a similarity store in memory, for exact scans: growing blocks of contiguous, normalised vectors. Safe
 * for one writer and any number of concurrent readers; a reader sees every photo that was there all along, each with
 * a whole vector.
 */
public final class VectorMirror {

    private final int dimensions;
    private final Map<String, Integer> slotOf = new HashMap<>();
    private final Deque<Integer> freeSlots = new ArrayDeque<>();
    private volatile VectorBlock[] blocks = new VectorBlock[0];
    private volatile int size;

    /**
     * @param dimensions size of every vector
     */
    public VectorMirror(int dimensions) {
        this.dimensions = dimensions;
    }

    /**
     * Adds or overwrites a photo.
     *
     * @throws IllegalArgumentException if the vector has another size or holds a number that is not finite
     */
    public synchronized void put(String id, IndexedImage image) {
        requireSize(image.vector());
        Integer slot = slotOf.get(id);
        if (slot != null) {
            block(slot).put(slot % VectorBlock.SLOTS, id, image);
            return;
        }
        int free = freeSlot();
        block(free).put(free % VectorBlock.SLOTS, id, image);
        freeSlots.pop();
        slotOf.put(id, free);
        size = slotOf.size();
    }

    /** Removes a photo; harmless if it is not there. */
    public synchronized void remove(String id) {
        Integer slot = slotOf.remove(id);
        if (slot == null) {
            return;
        }
        block(slot).remove(slot % VectorBlock.SLOTS);
        freeSlots.push(slot);
        size = slotOf.size();
    }

    /** Number of photos. */
    public int size() {
        return size;
    }

    /**
     * Compares a vector with every photo's, exactly.
     *
     * @throws IllegalArgumentException if the vector has another size or holds a number that is not finite
     */
    public SimilarImages.Hits search(SimilarImages query) {
        requireSize(query.vector());
        float[] unitVector = new float[dimensions];
        UnitVector.write(query.vector(), unitVector, 0);
        NearestImages nearest = new NearestImages(query);
        for (VectorBlock block : blocks) {
            block.scan(query, unitVector, nearest);
        }
        return nearest.hits(size);
    }

    /** The slot that the next new photo takes; it stays on the stack until it is taken. */
    private int freeSlot() {
        if (freeSlots.isEmpty()) {
            VectorBlock[] grown = Arrays.copyOf(blocks, blocks.length + 1);
            grown[blocks.length] = new VectorBlock(dimensions);
            int first = blocks.length * VectorBlock.SLOTS;
            for (int slot = first + VectorBlock.SLOTS - 1; slot >= first; slot--) {
                freeSlots.push(slot);
            }
            blocks = grown;
        }
        return freeSlots.peek();
    }

    private VectorBlock block(int slot) {
        return blocks[slot / VectorBlock.SLOTS];
    }

    private void requireSize(float[] vector) {
        if (vector.length != dimensions) {
            throw new IllegalArgumentException(
                    "the vector has " + vector.length + " numbers, but the index holds vectors of " + dimensions);
        }
    }
}
