package io.fourfold.model.inversion;

import io.fourfold.model.decoder.SentencePass;
import io.fourfold.model.linear.Matrix;
import io.fourfold.model.linear.Vectors;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the decoder backwards (Chopra, "One neural network, many uses"): the network stays as it is, and the image embedding
 * descends to where the decoder would say the query and photos are likely to be. The steps follow the gradient's direction only,
 * with lengths given beforehand: few of them must do, and the gradient's own length differs a hundredfold between queries.
 * (Adam, whose first steps go equally far in every coordinate, found photos less well.)
 *
 * @param pass of the decoder, used by nobody else meanwhile
 */
record DecoderInversion(SentencePass pass, EmbeddingPrior prior) {

    private static final int MOST_FAILURES = 2;

    /**
     * Descends from all starts at once on {@code -log p(sentence | z) - priorWeight · log prior(z)}. A step that leads
     * upwards is taken back and tried again at half its length; a descent that fails twice in a row ends.
     *
     * @param sentences tokens, one sentence per start
     * @param starts {@code [descents][embedding]}
     * @return one descent per start
     */
    List<Descent> descend(List<int[]> sentences, List<float[]> starts, InversionOptions options) {
        int count = starts.size();
        int size = starts.get(0).length;
        Matrix embeddings = Matrix.zeros(count, size);
        List<State> states = new ArrayList<>();
        double[] losses = losses(embeddings, sentences, starts);
        for (int row = 0; row < count; row++) {
            states.add(new State(starts.get(row), losses[row], objective(losses[row], starts.get(row), options)));
        }
        Matrix gradients = Matrix.zeros(count, size);
        for (int step = 0; step < options.steps() && states.stream().anyMatch(state -> !state.ended); step++) {
            pass.backward(gradients);
            double length = options.stepLength() * (options.steps() - step) / options.steps();
            List<float[]> tried = new ArrayList<>();
            for (int row = 0; row < count; row++) {
                float[] gradient = new float[size];
                gradients.read(row, gradient);
                tried.add(states.get(row).step(gradient, length, options.priorWeight()));
            }
            losses = losses(embeddings, sentences, tried);
            for (int row = 0; row < count; row++) {
                states.get(row).accept(tried.get(row), losses[row], objective(losses[row], tried.get(row), options));
            }
        }
        return states.stream().map(State::descent).toList();
    }

    private double[] losses(Matrix embeddings, List<int[]> sentences, List<float[]> values) {
        for (int row = 0; row < values.size(); row++) {
            embeddings.write(row, values.get(row));
        }
        double[] losses = pass.forward(embeddings, sentences);
        for (int i = 0; i < losses.length; i++) {
            losses[i] = -losses[i];
        }
        return losses;
    }

    private double objective(double loss, float[] embedding, InversionOptions options) {
        return options.priorWeight() == 0 ? loss : loss + options.priorWeight() * prior.squaredDistance(embedding) / 2;
    }

    /**
     * One descent.
     *
     * @param embedding where it ended
     * @param steps tried
     * @param startLoss negative log-probability of the sentence at the start
     * @param loss at the end
     */
    record Descent(float[] embedding, int steps, double startLoss, double loss) {}

    private final class State {

        private final double startLoss;
        private float[] embedding;
        private float[] direction;
        private double loss;
        private double objective;
        private double shortening = 1;
        private int failures;
        private int steps;
        private boolean ended;

        State(float[] start, double loss, double objective) {
            this.embedding = start;
            this.startLoss = loss;
            this.loss = loss;
            this.objective = objective;
        }

        /** @param lossGradient at the embedding tried last; not looked at if that step failed */
        float[] step(float[] lossGradient, double length, double priorWeight) {
            if (ended) {
                return embedding;
            }
            if (failures == 0) {
                direction = Vectors.unit(downhill(lossGradient, priorWeight));
            }
            steps++;
            return moved(direction, length * shortening);
        }

        void accept(float[] tried, double triedLoss, double triedObjective) {
            if (ended) {
                return;
            }
            if (triedObjective >= objective) {
                failures++;
                shortening /= 2;
                ended = failures == MOST_FAILURES;
                return;
            }
            failures = 0;
            embedding = tried;
            loss = triedLoss;
            objective = triedObjective;
        }

        private float[] downhill(float[] lossGradient, double priorWeight) {
            float[] pull = priorWeight > 0 ? prior.distanceGradient(embedding) : new float[lossGradient.length];
            float[] downhill = new float[lossGradient.length];
            for (int i = 0; i < downhill.length; i++) {
                downhill[i] = -lossGradient[i] - (float) priorWeight * pull[i];
            }
            return downhill;
        }

        private float[] moved(float[] direction, double length) {
            float[] moved = embedding.clone();
            for (int i = 0; i < moved.length; i++) {
                moved[i] += (float) length * direction[i];
            }
            return moved;
        }

        Descent descent() {
            return new Descent(embedding, steps, startLoss, loss);
        }
    }
}
