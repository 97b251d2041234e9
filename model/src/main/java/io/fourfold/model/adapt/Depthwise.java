package io.fourfold.model.adapt;

import io.fourfold.model.linear.Matrix;
import io.fourfold.model.linear.Parameters;

/**
 * A square convolution of each channel by itself, weights {@code [channels, size * size]}, with TensorFlow's SAME padding: of the missing
 * places, the odd one comes last.
 */
final class Depthwise implements Layer {

    private final Matrix weight;
    private final Matrix bias;
    private final Matrix weightGradient;
    private final Matrix biasGradient;
    private final int size;
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
        this.size = (int) Math.sqrt(weight.columns());
        this.output = Matrix.zeros(rows / (stride * stride), channels);
        this.inputGradient = Matrix.zeros(rows, channels);
    }

    @Override
    public Matrix forward(Matrix newInput, int side) {
        input = newInput;
        inputSide = side;
        outputSide = side / stride;
        float[][] taps = taps();
        float[] offsets = bias.toArray()[0];
        float[][] in = new float[inputSide * inputSide][channels];
        float[][] out = new float[outputSide * outputSide][channels];
        for (int photo = 0; photo < photos(); photo++) {
            read(input, photo, in);
            for (float[] place : out) {
                System.arraycopy(offsets, 0, place, 0, channels);
            }
            forEachTap((from, to, tap) -> addProducts(in[from], taps[tap], out[to]));
            write(out, output, photo);
        }
        return output.rows(0, photos() * outputSide * outputSide);
    }

    @Override
    public Matrix backward(Matrix gradient) {
        biasGradient.addColumnSums(gradient);
        float[][] taps = taps();
        float[][] tapGradients = new float[size * size][channels];
        float[][] in = new float[inputSide * inputSide][channels];
        float[][] out = new float[outputSide * outputSide][channels];
        for (int photo = 0; photo < photos(); photo++) {
            read(input, photo, in);
            read(gradient, photo, out);
            float[][] inGradient = new float[inputSide * inputSide][channels];
            forEachTap((from, to, tap) -> {
                addProducts(in[from], out[to], tapGradients[tap]);
                addProducts(taps[tap], out[to], inGradient[from]);
            });
            write(inGradient, inputGradient, photo);
        }
        addTapGradients(tapGradients);
        return inputGradient.rows(0, input.rows());
    }

    @FunctionalInterface
    private interface TapVisitor {
        /** An input place, an output place, and the number of the tap that joins them. */
        void visit(int from, int to, int tap);
    }

    private void forEachTap(TapVisitor visitor) {
        int padding = (size - stride) / 2;
        for (int y = 0; y < outputSide; y++) {
            for (int x = 0; x < outputSide; x++) {
                for (int tap = 0; tap < size * size; tap++) {
                    int fromY = y * stride + tap / size - padding;
                    int fromX = x * stride + tap % size - padding;
                    if (fromY >= 0 && fromX >= 0 && fromY < inputSide && fromX < inputSide) {
                        visitor.visit(fromY * inputSide + fromX, y * outputSide + x, tap);
                    }
                }
            }
        }
    }

    /** Arrays of their own and one index let the compiler use vector instructions. */
    private static void addProducts(float[] a, float[] b, float[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += a[i] * b[i];
        }
    }

    private int photos() {
        return input.rows() / (inputSide * inputSide);
    }

    private static void read(Matrix maps, int photo, float[][] places) {
        for (int i = 0; i < places.length; i++) {
            maps.read(photo * places.length + i, places[i]);
        }
    }

    private static void write(float[][] places, Matrix maps, int photo) {
        for (int i = 0; i < places.length; i++) {
            maps.write(photo * places.length + i, places[i]);
        }
    }

    /** The weights as {@code [size * size][channels]}. */
    private float[][] taps() {
        float[][] rows = weight.toArray();
        float[][] taps = new float[size * size][channels];
        for (int channel = 0; channel < channels; channel++) {
            for (int tap = 0; tap < size * size; tap++) {
                taps[tap][channel] = rows[channel][tap];
            }
        }
        return taps;
    }

    private void addTapGradients(float[][] gradients) {
        float[] row = new float[size * size];
        for (int channel = 0; channel < channels; channel++) {
            weightGradient.read(channel, row);
            for (int tap = 0; tap < size * size; tap++) {
                row[tap] += gradients[tap][channel];
            }
            weightGradient.write(channel, row);
        }
    }
}
