package io.fourfold.model.inversion;

import io.fourfold.model.decoder.Decoder;
import io.fourfold.model.decoder.Matrix;
import io.fourfold.model.decoder.SentencePass;
import io.fourfold.model.words.Vocabulary;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the decoder backwards (Chopra, "One neural network, many uses"): the network stays as it is, and Adam (Kingma and Ba
 * 2015) changes the image embedding until the decoder would say the query. Keeps its buffers from call to call; for one thread
 * at a time.
 */
final class DecoderInversion {

    private static final double MEAN_DECAY = 0.9;
    private static final double VARIANCE_DECAY = 0.999;
    private static final double EPSILON = 1e-8;

    private final SentencePass pass;

    DecoderInversion(Decoder decoder) {
        this.pass = new SentencePass(decoder, Vocabulary.END);
    }

    /**
     * Descends from all starts at once on {@code -log p(sentence | start + space · y) + priorWeight / 2 · |y|²}.
     *
     * @param sentences tokens, one sentence per start
     * @param starts {@code [descents][embedding]}
     * @param space the coordinates to descend in
     * @return one descent per start
     */
    List<Descent> descend(List<int[]> sentences, List<float[]> starts, DescentSpace space, InversionOptions options) {
        int size = starts.get(0).length;
        int count = starts.size();
        Matrix embeddings = Matrix.zeros(count, size);
        for (int row = 0; row < count; row++) {
            embeddings.write(row, starts.get(row));
        }
        float[][] moved = new float[count][size];
        double[][] mean = new double[count][size];
        double[][] variance = new double[count][size];
        Matrix gradients = Matrix.zeros(count, size);
        float[] gradient = new float[size];
        double[] startLoss = negated(pass.forward(embeddings, sentences));
        double[] loss = startLoss;
        for (int step = 1; step <= options.steps(); step++) {
            pass.backward(1, null, gradients);
            for (int row = 0; row < count; row++) {
                gradients.read(row, gradient);
                float[] own = space.pullBack(gradient);
                for (int i = 0; i < size; i++) {
                    double g = own[i] + options.priorWeight() * moved[row][i];
                    mean[row][i] = MEAN_DECAY * mean[row][i] + (1 - MEAN_DECAY) * g;
                    variance[row][i] = VARIANCE_DECAY * variance[row][i] + (1 - VARIANCE_DECAY) * g * g;
                    double m = mean[row][i] / (1 - Math.pow(MEAN_DECAY, step));
                    double v = variance[row][i] / (1 - Math.pow(VARIANCE_DECAY, step));
                    moved[row][i] -= (float) (options.learningRate() * m / (Math.sqrt(v) + EPSILON));
                }
                embeddings.write(row, space.move(starts.get(row), moved[row]));
            }
            loss = negated(pass.forward(embeddings, sentences));
        }
        List<Descent> descents = new ArrayList<>();
        float[][] ends = embeddings.toArray();
        for (int row = 0; row < count; row++) {
            descents.add(new Descent(ends[row], options.steps(), startLoss[row], loss[row]));
        }
        return descents;
    }

    private static double[] negated(double[] logProbabilities) {
        double[] losses = new double[logProbabilities.length];
        for (int i = 0; i < losses.length; i++) {
            losses[i] = -logProbabilities[i];
        }
        return losses;
    }

    /**
     * One descent.
     *
     * @param embedding where it ended
     * @param steps taken
     * @param startLoss negative log-probability of the sentence at the start
     * @param loss at the end
     */
    record Descent(float[] embedding, int steps, double startLoss, double loss) {}
}
