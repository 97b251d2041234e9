package io.fourfold.model.encoder;

import com.google.flatbuffers.Table;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** A table of a FlatBuffer whose fields are asked for by their numbers in the schema. A vector that is not there is empty. */
final class FlatTable extends Table {

    private FlatTable(int position, ByteBuffer buffer) {
        __reset(position, buffer);
    }

    /** The table that a FlatBuffer is of. */
    static FlatTable root(byte[] flatBuffer) {
        ByteBuffer buffer = ByteBuffer.wrap(flatBuffer).order(ByteOrder.LITTLE_ENDIAN);
        return new FlatTable(buffer.getInt(0), buffer);
    }

    int integer(int field, int otherwise) {
        return place(field).map(place -> bb.getInt(bb_pos + place)).orElse(otherwise);
    }

    int unsignedByte(int field, int otherwise) {
        return place(field)
                .map(place -> Byte.toUnsignedInt(bb.get(bb_pos + place)))
                .orElse(otherwise);
    }

    Optional<FlatTable> table(int field) {
        return place(field).map(place -> new FlatTable(__indirect(bb_pos + place), bb));
    }

    List<FlatTable> tables(int field) {
        return elements(field, Integer.BYTES, position -> new FlatTable(__indirect(position), bb));
    }

    List<Integer> integers(int field) {
        return elements(field, Integer.BYTES, bb::getInt);
    }

    List<Long> longs(int field) {
        return elements(field, Long.BYTES, bb::getLong);
    }

    List<Float> floats(int field) {
        return elements(field, Float.BYTES, bb::getFloat);
    }

    /** A vector of bytes, little-endian. */
    ByteBuffer bytes(int field) {
        return place(field)
                .map(place -> bb.slice(__vector(place), __vector_len(place)).order(ByteOrder.LITTLE_ENDIAN))
                .orElse(ByteBuffer.allocate(0));
    }

    private <T> List<T> elements(int field, int bytes, IntFunction<T> read) {
        return place(field)
                .map(place -> IntStream.range(0, __vector_len(place))
                        .mapToObj(i -> read.apply(__vector(place) + i * bytes))
                        .toList())
                .orElse(List.of());
    }

    /** Where a field is, from the table's position. */
    private Optional<Integer> place(int field) {
        int place = __offset(2 * Short.BYTES + Short.BYTES * field);
        return place == 0 ? Optional.empty() : Optional.of(place);
    }
}
