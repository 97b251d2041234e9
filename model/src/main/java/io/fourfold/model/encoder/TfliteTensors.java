package io.fourfold.model.encoder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The tensors of a TensorFlow Lite model. Quantised weights become {@code (stored - zero point) · scale}, with one scale for the
 * whole tensor or one for each slice of an axis.
 *
 * @param tensors tables {@code Tensor}
 * @param buffers tables {@code Buffer}
 */
record TfliteTensors(List<FlatTable> tensors, List<FlatTable> buffers) {

    private static final int FLOAT32 = 0;
    private static final int INT32 = 2;
    private static final int UINT8 = 3;
    private static final int INT8 = 9;

    int[] shape(int tensor) {
        return tensors.get(tensor).integers(0).stream()
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** @throws IOException if it is of a type that weights do not have */
    Tensor values(int tensor) throws IOException {
        Tensor stored = stored(tensor);
        FlatTable quantisation = tensors.get(tensor).table(4).orElse(null);
        if (quantisation == null || quantisation.floats(2).isEmpty()) {
            return stored;
        }
        List<Float> scales = quantisation.floats(2);
        List<Long> zeroPoints = quantisation.longs(3);
        int inner = 1;
        for (int axis = quantisation.integer(6, 0) + 1; axis < stored.shape().length; axis++) {
            inner *= stored.shape()[axis];
        }
        float[] values = new float[stored.values().length];
        for (int i = 0; i < values.length; i++) {
            int slice = i / inner % scales.size();
            values[i] = (stored.values()[i] - zeroPoints.get(slice)) * scales.get(slice);
        }
        return new Tensor(stored.shape(), values);
    }

    private Tensor stored(int tensor) throws IOException {
        FlatTable table = tensors.get(tensor);
        int type = table.unsignedByte(1, FLOAT32);
        ByteBuffer bytes = buffers.get(table.integer(2, 0)).bytes(0);
        float[] values = new float[Tensor.count(shape(tensor))];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (type) {
                case FLOAT32 -> bytes.getFloat();
                case INT32 -> bytes.getInt();
                case UINT8 -> Byte.toUnsignedInt(bytes.get());
                case INT8 -> bytes.get();
                default -> throw new IOException("weights of TensorFlow Lite's type " + type + " are not supported");
            };
        }
        return new Tensor(shape(tensor), values);
    }
}
