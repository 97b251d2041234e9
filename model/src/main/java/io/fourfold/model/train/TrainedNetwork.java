package io.fourfold.model.train;

import io.fourfold.model.decoder.Decoder;
import io.fourfold.model.decoder.DecoderShape;
import io.fourfold.model.decoder.DecoderWeights;
import io.fourfold.model.linear.Matrix;
import io.fourfold.model.linear.Parameters;
import io.fourfold.model.text.TextEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Everything that training changes: weights, their gradients, the optimisers' memory. */
final class TrainedNetwork {

    private final Decoder decoder;
    private final DecoderWeights decoderGradients;
    private final FeatureProjection projection;
    private final TextEncoder textEncoder;
    private final Parameters textGradients;
    private final List<Parameters> parameters;
    private final List<Parameters> gradients;
    private final List<AdamOptimizer> optimizers;

    TrainedNetwork(DecoderShape shape, FeatureScaling scaling, SplittableRandom random) {
        DecoderWeights weights = DecoderWeights.random(shape, random);
        this.decoder = new Decoder(weights);
        this.decoderGradients = DecoderWeights.zeros(shape);
        this.projection = new FeatureProjection(scaling, shape.embedding(), random);
        this.textEncoder = TextEncoder.random(weights.words(), random);
        this.textGradients = textEncoder.parameters().zerosLike();
        this.parameters = List.of(weights.parameters(), projection.parameters(), textEncoder.parameters());
        this.gradients = List.of(decoderGradients.parameters(), projection.gradients(), textGradients);
        this.optimizers = IntStream.range(0, parameters.size())
                .mapToObj(i -> new AdamOptimizer(parameters.get(i), gradients.get(i)))
                .toList();
    }

    Decoder decoder() {
        return decoder;
    }

    FeatureProjection projection() {
        return projection;
    }

    TextEncoder textEncoder() {
        return textEncoder;
    }

    Parameters decoderGradients() {
        return decoderGradients.parameters();
    }

    Parameters textGradients() {
        return textGradients;
    }

    /** Gradients of all weights. */
    List<Parameters> gradients() {
        return gradients;
    }

    /** One step of the optimisers; spends the gradients. */
    void update(int step, double learningRate) {
        optimizers.forEach(optimizer -> optimizer.update(step, learningRate));
    }

    /** Makes the optimisers forget, for the start of another phase. */
    void forgetGradients() {
        optimizers.forEach(AdamOptimizer::clear);
    }

    /** All memory that a resumed training needs, by name. */
    Map<String, Matrix> state() {
        Map<String, Matrix> state = new LinkedHashMap<>();
        parameters.forEach(set -> state.putAll(set.byName()));
        state.put("projection.running-mean", projection.runningMean());
        state.put("projection.running-variance", projection.runningVariance());
        for (int i = 0; i < optimizers.size(); i++) {
            state.put("adam.mean." + i, optimizers.get(i).mean());
            state.put("adam.variance." + i, optimizers.get(i).variance());
        }
        return state;
    }
}
