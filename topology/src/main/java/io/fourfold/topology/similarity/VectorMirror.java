package io.fourfold.topology.similarity;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The vectors of a similarity store in memory, quantised: growing blocks that a query scans in two steps. The
 * components along a few axes tell which photos may be near, the numbers of the rest tell how near; both know the bound
 * of their error, so the photos that remain include the best. Whoever has the exact vectors ranks them.
 *
 * <p>Safe for one writer and any number of concurrent readers; a reader sees every photo that was there all along, each
 * with a whole vector.
 */
public final class VectorMirror {

    /** What an array takes beside its content. */
    private static final int ARRAY_HEADER_BYTES = 16;

    private static final int ALIGNMENT_BYTES = 8;

    private final Quantiser quantiser;
    private final ScanKernel kernel;
    private final IdSlots slots = new IdSlots(slot -> block(slot).id(slot % ScanKernel.SLOTS));
    private final Deque<Integer> freeSlots = new ArrayDeque<>();
    private final NameCodes owners = new NameCodes();
    private final NameCodes albums = new NameCodes();
    private volatile QuantisedBlock[] blocks = new QuantisedBlock[0];
    private long idBytes;

    /**
     * @param axes along which the vectors are compared first
     */
    public VectorMirror(Axes axes, ScanKernel kernel) {
        this.quantiser = new Quantiser(axes, kernel);
        this.kernel = kernel;
    }

    /**
     * Adds or overwrites a photo.
     *
     * @throws IllegalArgumentException if the vector has another size or holds a number that is not finite
     */
    public void put(byte[] id, IndexedImage image) {
        QuantisedVector vector = quantiser.encode(image.vector());
        synchronized (this) {
            int slot = slots.find(id);
            if (slot < 0) {
                slot = freeSlot();
                write(slot, id, vector, image);
                slots.add(id, slot);
                idBytes += bytesOf(id);
                return;
            }
            Facets old = block(slot).facets(slot % ScanKernel.SLOTS);
            write(slot, block(slot).id(slot % ScanKernel.SLOTS), vector, image);
            release(old);
        }
    }

    /** Removes a photo and all that is known of it; harmless if it is not there. */
    public synchronized void remove(byte[] id) {
        int slot = slots.find(id);
        if (slot < 0) {
            return;
        }
        slots.remove(id);
        release(block(slot).facets(slot % ScanKernel.SLOTS));
        block(slot).remove(slot % ScanKernel.SLOTS);
        freeSlots.push(slot);
        idBytes -= bytesOf(id);
    }

    /** Number of photos. */
    public synchronized int size() {
        return slots.size();
    }

    /** Estimated heap bytes. */
    public synchronized long memoryBytes() {
        long blockBytes =
                Arrays.stream(blocks).mapToLong(QuantisedBlock::memoryBytes).sum();
        return blockBytes
                + idBytes
                + slots.memoryBytes()
                + (long) freeSlots.size() * ARRAY_HEADER_BYTES
                + owners.memoryBytes()
                + albums.memoryBytes();
    }

    /**
     * Finds the photos that may be among the best for a query.
     *
     * @return their ids
     * @throws IllegalArgumentException if the vector has another size or holds a number that is not finite
     */
    public List<byte[]> search(SimilarImages query) {
        QuantisedQuery vector = quantiser.query(query.vector());
        Optional<ScanQuery> scan;
        synchronized (this) {
            scan = scanQuery(query, vector);
        }
        Candidates candidates = new Candidates(query);
        short[] dots = new short[ScanKernel.GROUP];
        scan.ifPresent(wanted -> {
            for (QuantisedBlock block : blocks) {
                block.scan(wanted, dots, candidates);
            }
        });
        return candidates.ids();
    }

    /** The query with the mirror's codes; empty if no photo has one of the names. */
    private Optional<ScanQuery> scanQuery(SimilarImages query, QuantisedQuery vector) {
        OptionalInt owner = find(owners, query.owner());
        OptionalInt album = find(albums, query.album());
        if (owner.isEmpty() || album.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ScanQuery(vector, new Facets(owner.getAsInt(), album.getAsInt())));
    }

    private static OptionalInt find(NameCodes codes, Optional<String> name) {
        return name.map(codes::find).orElse(OptionalInt.of(NameCodes.NONE));
    }

    private void write(int slot, byte[] id, QuantisedVector vector, IndexedImage image) {
        Facets facets = new Facets(owners.acquire(image.owner()), albums.acquire(image.album()));
        block(slot).put(slot % ScanKernel.SLOTS, id, vector, facets);
    }

    private void release(Facets facets) {
        owners.release(facets.owner());
        albums.release(facets.album());
    }

    private int freeSlot() {
        if (freeSlots.isEmpty()) {
            int first = blocks.length * ScanKernel.SLOTS;
            QuantisedBlock[] grown = Arrays.copyOf(blocks, blocks.length + 1);
            grown[blocks.length] = new QuantisedBlock(kernel, quantiser);
            blocks = grown;
            for (int slot = first + ScanKernel.SLOTS - 1; slot >= first; slot--) {
                freeSlots.push(slot);
            }
        }
        return freeSlots.pop();
    }

    private QuantisedBlock block(int slot) {
        return blocks[slot / ScanKernel.SLOTS];
    }

    private static long bytesOf(byte[] id) {
        long bytes = ARRAY_HEADER_BYTES + id.length;
        return (bytes + ALIGNMENT_BYTES - 1) / ALIGNMENT_BYTES * ALIGNMENT_BYTES;
    }
}
