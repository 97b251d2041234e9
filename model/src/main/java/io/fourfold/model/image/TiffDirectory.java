package io.fourfold.model.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The first directory of a TIFF structure (TIFF 6.0), which is a photo or a block of EXIF data. No other directory is looked
 * at, so none can lead in circles.
 */
final class TiffDirectory {

    private static final int ORIENTATION = 0x0112;
    private static final int HEADER_BYTES = 8;
    private static final int ENTRY_BYTES = 12;
    private static final int MAGIC = 42;

    private static final int SHORT = 3;
    private static final int LONG = 4;

    private final ByteBuffer structure;
    private final int start;

    private TiffDirectory(ByteBuffer structure, int start) {
        this.structure = structure;
        this.start = start;
    }

    /** The directory; empty if it is damaged or leads out of the structure. */
    static Optional<TiffDirectory> first(byte[] file, int offset, int length) {
        if (length < HEADER_BYTES) {
            return Optional.empty();
        }
        ByteBuffer structure = ByteBuffer.wrap(file, offset, length).slice();
        structure.order(structure.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long start = Integer.toUnsignedLong(structure.getInt(4));
        if (structure.getShort(2) != MAGIC || start < HEADER_BYTES || start + 2 > length) {
            return Optional.empty();
        }
        TiffDirectory directory = new TiffDirectory(structure, (int) start);
        return directory.end() > length ? Optional.empty() : Optional.of(directory);
    }

    /** The values of a tag, SHORT or LONG; empty if it is missing, of another type, or its values are beyond the end. */
    Optional<long[]> values(int tag) {
        return values(tag, Set.of(SHORT, LONG));
    }

    /** The first value of a tag, SHORT or LONG. */
    long value(int tag, long otherwise) {
        return values(tag)
                .filter(values -> values.length > 0)
                .map(values -> values[0])
                .orElse(otherwise);
    }

    /** The largest value of a tag that has to be SHORT, which readers do not see as another type. */
    long largest(int tag, long otherwise) {
        return values(tag, Set.of(SHORT))
                .flatMap(values -> LongStream.of(values).boxed().max(Long::compare))
                .orElse(otherwise);
    }

    /** 1 to 8; 1 if it has none. */
    int orientation() {
        long orientation = value(ORIENTATION, PhotoFile.UPRIGHT);
        return orientation < 1 || orientation > 8 ? PhotoFile.UPRIGHT : (int) orientation;
    }

    private Optional<long[]> values(int tag, Set<Integer> types) {
        return IntStream.range(0, entries())
                .map(this::entry)
                .filter(entry -> tag(entry) == tag)
                .boxed()
                .findFirst()
                .filter(entry -> types.contains(Short.toUnsignedInt(structure.getShort(entry + 2))))
                .flatMap(this::valuesOf);
    }

    /** Drops all entries of other tags, those of a tag that was there already, and the way to the next directory. */
    void keep(Set<Integer> tags) {
        Set<Integer> left = new HashSet<>(tags);
        int kept = 0;
        for (int entry = 0; entry < entries(); entry++) {
            if (left.remove(tag(entry(entry)))) {
                byte[] moved = new byte[ENTRY_BYTES];
                structure.get(entry(entry), moved).put(entry(kept++), moved);
            }
        }
        structure.putShort(start, (short) kept);
        if (entry(kept) + 4 <= structure.capacity()) {
            structure.putInt(entry(kept), 0);
        }
    }

    private int entries() {
        return Short.toUnsignedInt(structure.getShort(start));
    }

    /** Where an entry begins. */
    private int entry(int number) {
        return start + 2 + number * ENTRY_BYTES;
    }

    private int tag(int entry) {
        return Short.toUnsignedInt(structure.getShort(entry));
    }

    private long end() {
        return entry(entries());
    }

    private Optional<long[]> valuesOf(int entry) {
        int bytes = structure.getShort(entry + 2) == SHORT ? Short.BYTES : Integer.BYTES;
        long count = Integer.toUnsignedLong(structure.getInt(entry + 4));
        long at = count * bytes <= 4 ? entry + 8 : Integer.toUnsignedLong(structure.getInt(entry + 8));
        if (at + count * bytes > structure.capacity()) {
            return Optional.empty();
        }
        return Optional.of(LongStream.range(0, count)
                .map(i -> number((int) (at + i * bytes), bytes))
                .toArray());
    }

    private long number(int at, int bytes) {
        return bytes == Short.BYTES
                ? Short.toUnsignedLong(structure.getShort(at))
                : Integer.toUnsignedLong(structure.getInt(at));
    }
}
