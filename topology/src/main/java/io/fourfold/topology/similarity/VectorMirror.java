package io.fourfold.topology.similarity;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

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

    private static final Comparator<byte[]> BY_BYTES = Arrays::compareUnsigned;

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
        Candidates candidates = new Candidates(query);
        short[] dots = new short[ScanKernel.GROUP];
        query.wanted().flatMap(this::facets).ifPresent(wanted -> {
            ScanQuery scan = new ScanQuery(vector, wanted);
            for (QuantisedBlock block : blocks) {
                block.scan(scan, dots, candidates);
            }
        });
        return candidates.ids();
    }

    /** Number of photos that somebody may know of. */
    public long count(Visibility visibility) {
        if (visibility.unrestricted()) {
            return size();
        }
        LongAdder count = new LongAdder();
        forEach(Optional.of(visibility), id -> count.increment());
        return count.sum();
    }

    /** Ids of the photos that come next in the order of their bytes. */
    public List<String> next(NextPhotos query) {
        Optional<byte[]> after = query.after().map(id -> id.getBytes(StandardCharsets.UTF_8));
        PriorityQueue<byte[]> lastFirst = new PriorityQueue<>(BY_BYTES.reversed());
        forEach(query.wanted(), id -> {
            boolean behind = after.isEmpty() || BY_BYTES.compare(id, after.get()) > 0;
            if (behind && (lastFirst.size() < query.k() || BY_BYTES.compare(id, lastFirst.peek()) < 0)) {
                lastFirst.add(id);
                if (lastFirst.size() > query.k()) {
                    lastFirst.poll();
                }
            }
        });
        return lastFirst.stream()
                .sorted(BY_BYTES)
                .map(id -> new String(id, StandardCharsets.UTF_8))
                .toList();
    }

    private void forEach(Optional<Visibility> wanted, Consumer<byte[]> taker) {
        wanted.flatMap(this::facets).ifPresent(facets -> {
            for (QuantisedBlock block : blocks) {
                block.forEach(facets, taker);
            }
        });
    }

    /** In the mirror's codes; empty if no photo has one of the names. */
    private synchronized Optional<WantedFacets> facets(Visibility wanted) {
        return WantedCodes.of(wanted.owners(), owners)
                .flatMap(ofOwners ->
                        WantedCodes.of(wanted.albums(), albums).map(ofAlbums -> new WantedFacets(ofOwners, ofAlbums)));
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
