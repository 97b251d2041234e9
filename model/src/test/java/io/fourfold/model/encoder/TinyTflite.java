package io.fourfold.model.encoder;

import com.google.flatbuffers.FlatBufferBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Writes small TensorFlow Lite models; numbers of fields, types and operators are those of its schema. */
public final class TinyTflite {

    static final int INT32 = 2;
    static final int UINT8 = 3;
    static final int INT8 = 9;

    static final int ADD = 0;
    static final int CONVOLUTION = 3;
    static final int DEPTHWISE_CONVOLUTION = 4;
    static final int MEAN = 40;
    static final int QUANTIZE = 114;
    static final int NO_ACTIVATION = 0;
    static final int RELU = 1;
    static final int RELU6 = 3;

    private final FlatBufferBuilder builder = new FlatBufferBuilder();
    private final List<Integer> tensors = new ArrayList<>();
    private final List<Integer> buffers = new ArrayList<>();
    private final List<Integer> codes = new ArrayList<>();
    private final List<Integer> operators = new ArrayList<>();

    /** A classifier whose feature is ReLU6 of each colour, from -1 to 1, times 3, 2 and 1. */
    public static Path write(Path file) throws IOException {
        TinyTflite model = new TinyTflite();
        int image = model.computed(1, 224, 224, 3);
        int weight = model.weights(
                UINT8, new int[] {3, 1, 1, 3}, new byte[] {13, 10, 10, 10, 12, 10, 10, 10, 11}, 0, 10, 1f);
        int bias = model.weights(INT32, new int[] {3}, new byte[12], 0, 0, 1f);
        int map = model.computed(1, 224, 224, 3);
        int feature = model.computed(1, 3);
        model.convolution(CONVOLUTION, 1, RELU6, map, image, weight, bias);
        model.operator(MEAN, 0, feature, map);
        return Files.write(file, model.bytes(image));
    }

    /** Adds a tensor that an operator fills, and returns its number. */
    int computed(int... shape) {
        return tensor(shape, 0, 0, 0);
    }

    /**
     * Adds quantised weights and returns their number.
     *
     * @param axis along which the scales differ
     * @param zeroPoint of all scales
     */
    int weights(int type, int[] shape, byte[] stored, int axis, long zeroPoint, float... scales) {
        int zeroPoints = vector(Long.BYTES, scales.length, i -> builder.addLong(zeroPoint));
        int scale = vector(Float.BYTES, scales.length, i -> builder.addFloat(scales[i]));
        builder.startTable(7);
        builder.addOffset(2, scale, 0);
        builder.addOffset(3, zeroPoints, 0);
        builder.addInt(6, axis, 0);
        int quantisation = builder.endTable();
        int data = builder.createByteVector(stored);
        builder.startTable(1);
        builder.addOffset(0, data, 0);
        buffers.add(builder.endTable());
        return tensor(shape, type, buffers.size(), quantisation);
    }

    void convolution(int operator, int stride, int activation, int output, int... inputs) {
        builder.startTable(5);
        builder.addInt(1, stride, 0);
        builder.addInt(2, stride, 0);
        builder.addByte(operator == CONVOLUTION ? 3 : 4, (byte) activation, 0);
        operator(operator, builder.endTable(), output, inputs);
    }

    void add(int activation, int output, int... inputs) {
        builder.startTable(1);
        builder.addByte(0, (byte) activation, 0);
        operator(ADD, builder.endTable(), output, inputs);
    }

    /** @param options table of options, or 0 */
    void operator(int operator, int options, int output, int... inputs) {
        builder.startTable(4);
        builder.addInt(3, operator, 0);
        codes.add(builder.endTable());
        int in = integers(inputs);
        int out = integers(output);
        builder.startTable(5);
        builder.addInt(0, codes.size() - 1, 0);
        builder.addOffset(1, in, 0);
        builder.addOffset(2, out, 0);
        builder.addOffset(4, options, 0);
        operators.add(builder.endTable());
    }

    /** The model, once. */
    byte[] bytes(int input) {
        int ofTensors = tables(tensors);
        int inputs = integers(input);
        int ofOperators = tables(operators);
        builder.startTable(4);
        builder.addOffset(0, ofTensors, 0);
        builder.addOffset(1, inputs, 0);
        builder.addOffset(3, ofOperators, 0);
        int subgraphs = tables(List.of(builder.endTable()));
        int ofCodes = tables(codes);
        builder.startTable(1);
        buffers.add(0, builder.endTable());
        int ofBuffers = tables(buffers);
        builder.startTable(5);
        builder.addOffset(1, ofCodes, 0);
        builder.addOffset(2, subgraphs, 0);
        builder.addOffset(4, ofBuffers, 0);
        builder.finish(builder.endTable());
        return builder.sizedByteArray();
    }

    private int tensor(int[] shape, int type, int buffer, int quantisation) {
        int lengths = integers(shape);
        builder.startTable(5);
        builder.addOffset(0, lengths, 0);
        builder.addByte(1, (byte) type, 0);
        builder.addInt(2, buffer, 0);
        builder.addOffset(4, quantisation, 0);
        tensors.add(builder.endTable());
        return tensors.size() - 1;
    }

    private int integers(int... values) {
        return vector(Integer.BYTES, values.length, i -> builder.addInt(values[i]));
    }

    private int tables(List<Integer> tables) {
        return builder.createVectorOfTables(
                tables.stream().mapToInt(Integer::intValue).toArray());
    }

    /** FlatBuffers are written from the end. */
    private int vector(int bytes, int length, IntConsumer add) {
        builder.startVector(bytes, length, bytes);
        for (int i = length - 1; i >= 0; i--) {
            add.accept(i);
        }
        return builder.endVector();
    }
}
