package io.fourfold.model.adapt;

import io.fourfold.model.decoder.Matrix;
import io.fourfold.model.decoder.Parameters;

/**
 * A 3 x 3 convolution of each channel by itself, weights {@code [channels, 9]}, with TensorFlow's SAME padding: of the missing
 * places, the odd one comes last.
 */
final class Depthwise implements Layer {

    private static final int SIZE = 3;
    private static final int TAPS = SIZE * SIZE;

    private final Matrix weight;
    private final Matrix bias;
    private final Matrix weightGradient;
    private final Matrix biasGradient;
    private final int stride;
    private final int channels;
    private final Matrix output;
    private final Matrix inputGradient;
    private Matrix input;
    private int inputSide;
    private int outputSide;

    /**
     * @param name what the names of its weights start with
     * @param stride 1 or 2, which divides the side of every input
     * @param rows places of all photos' inputs together, at most
     */
    Depthwise(Parameters weights, Parameters gradients, String name, int stride, int rows) {
        this.weight = weights.get(name + "/weight");
        this.bias = weights.get(name + "/bias");
        this.weightGradient = gradients.get(name + "/weight");
        this.biasGradient = gradients.get(name + "/bias");
        this.stride = stride;
        this.channels = weight.rows();
        this.output = Matrix.zeros(rows / (stride * stride), channels);
        this.inputGradient = Matrix.zeros(rows, channels);
    }

    @Override
    public Matrix forward(Matrix newInput, int side) {
        input = newInput;
        inputSide = side;
        outputSide = side / stride;
        float[] taps = taps();
        float[] offsets = bias.toArray()[0];
        float[] in = new float[inputSide * inputSide * channels];
        float[] out = new float[outputSide * outputSide * channels];
        for (int photo = 0; photo < photos(); photo++) {
            input.buffer().get(photo * in.length, in);
            for (int place = 0; place < outputSide * outputSide; place++) {
                System.arraycopy(offsets, 0, out, place * channels, channels);
            }
            forEachTap((from, to, tap) -> addProducts(in, from, taps, tap, out, to));
            output.buffer().put(photo * out.length, out);
        }
        return output.rows(0, photos() * outputSide * outputSide);
    }

    @Override
    public Matrix backward(Matrix gradient) {
        biasGradient.addColumnSums(gradient);
        float[] taps = taps();
        float[] tapGradients = new float[TAPS * channels];
        float[] in = new float[inputSide * inputSide * channels];
        float[] out = new float[outputSide * outputSide * channels];
        for (int photo = 0; photo < photos(); photo++) {
            input.buffer().get(photo * in.length, in);
            gradient.buffer().get(photo * out.length, out);
            float[] inGradient = new float[in.length];
            forEachTap((from, to, tap) -> {
                addProducts(in, from, out, to, tapGradients, tap);
                addProducts(taps, tap, out, to, inGradient, from);
            });
            inputGradient.buffer().put(photo * in.length, inGradient);
        }
        addTapGradients(tapGradients);
        return inputGradient.rows(0, input.rows());
    }

    @FunctionalInterface
    private interface TapVisitor {
        /** The offsets of an input place, an output place, and the tap that joins them. */
        void visit(int from, int to, int tap);
    }

    private void forEachTap(TapVisitor visitor) {
        int padding = (SIZE - stride) / 2;
        for (int y = 0; y < outputSide; y++) {
            for (int x = 0; x < outputSide; x++) {
                for (int tap = 0; tap < TAPS; tap++) {
                    int fromY = y * stride + tap / SIZE - padding;
                    int fromX = x * stride + tap % SIZE - padding;
                    if (fromY >= 0 && fromX >= 0 && fromY < inputSide && fromX < inputSide) {
                        visitor.visit(
                                (fromY * inputSide + fromX) * channels,
                                (y * outputSide + x) * channels,
                                tap * channels);
                    }
                }
            }
        }
    }

    private void addProducts(float[] a, int fromA, float[] b, int fromB, float[] sums, int fromSum) {
        for (int i = 0; i < channels; i++) {
            sums[fromSum + i] += a[fromA + i] * b[fromB + i];
        }
    }

    private int photos() {
        return input.rows() / (inputSide * inputSide);
    }

    /** {@code [9, channels]}, so that the inner loops run over neighbouring numbers. */
    private float[] taps() {
        float[][] rows = weight.toArray();
        float[] taps = new float[TAPS * channels];
        for (int channel = 0; channel < channels; channel++) {
            for (int tap = 0; tap < TAPS; tap++) {
                taps[tap * channels + channel] = rows[channel][tap];
            }
        }
        return taps;
    }

    private void addTapGradients(float[] gradients) {
        float[] row = new float[TAPS];
        for (int channel = 0; channel < channels; channel++) {
            weightGradient.read(channel, row);
            for (int tap = 0; tap < TAPS; tap++) {
                row[tap] += gradients[tap * channels + channel];
            }
            weightGradient.write(channel, row);
        }
    }
}
