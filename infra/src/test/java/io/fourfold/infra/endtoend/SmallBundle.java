package io.fourfold.infra.endtoend;

import io.fourfold.model.BundleContents;
import io.fourfold.model.BundleManifest;
import io.fourfold.model.BundleWriter;
import io.fourfold.model.Network;
import io.fourfold.model.decoder.DecoderShape;
import io.fourfold.model.decoder.DecoderWeights;
import io.fourfold.model.encoder.EncoderExport;
import io.fourfold.model.encoder.OnnxGraph;
import io.fourfold.model.encoder.Tensor;
import io.fourfold.model.inversion.EmbeddingPrior;
import io.fourfold.model.linear.Matrix;
import io.fourfold.model.linear.Vectors;
import io.fourfold.model.text.Hubness;
import io.fourfold.model.text.TextDirections;
import io.fourfold.model.text.TextEncoder;
import io.fourfold.model.text.WordBag;
import io.fourfold.model.words.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A bundle of random weights that has nothing of the built-in one: another encoder, which reads smaller photos, a smaller LSTM, fewer
 * words and one more, and no confidence.
 */
final class SmallBundle {

    /** A word that the built-in network does not know. */
    static final String OWN_WORD = "zyzzyva";

    private static final List<String> WORDS = List.of("dog", "snow", "runs", OWN_WORD);

    private static final int SIDE = 64;
    private static final int PATCH = 16;
    private static final int COLOURS = 3;
    private static final int FEATURES = 32;
    private static final int HIDDEN = 16;
    private static final float LARGEST = 255;

    private SmallBundle() {}

    static BundleManifest write(Path directory, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        Vocabulary vocabulary = Vocabulary.learn(WORDS, 1);
        int tokens = vocabulary.tokens();
        DecoderWeights decoder =
                DecoderWeights.random(new DecoderShape(tokens, Network.EMBEDDING_SIZE, HIDDEN), random);
        TextDirections directions = new TextDirections(
                TextEncoder.random(decoder.words(), random), WordBag.random(tokens, Network.EMBEDDING_SIZE, random));
        EmbeddingPrior prior =
                EmbeddingPrior.measure(Stream.generate(() -> Vectors.gaussian(Network.EMBEDDING_SIZE, random))
                        .limit(10)
                        .toList());
        Hubness hubness = new Hubness(Matrix.zeros(1, Network.EMBEDDING_SIZE));
        return new BundleWriter(Files.createDirectories(directory))
                .write(
                        new BundleContents(encoder(random), decoder, vocabulary, directions, prior, hubness),
                        3,
                        10,
                        new BundleManifest.Training("nothing", 0, "random"),
                        List.of());
    }

    /** One convolution, the mean over all places, and the projection. */
    private static byte[] encoder(SplittableRandom random) {
        OnnxGraph graph = OnnxGraph.create("small");
        String image = graph.input("image", OnnxGraph.BATCH, SIDE, SIDE, COLOURS);
        String planes = graph.node("Transpose", "planes", List.of(image), OnnxGraph.ints("perm", 0, 3, 1, 2));
        int[] shape = {FEATURES, COLOURS, PATCH, PATCH};
        String weights = graph.constant(
                "conv.weight", new Tensor(shape, uniform(FEATURES * COLOURS * PATCH * PATCH, 1 / LARGEST, random)));
        String map = graph.node("Conv", "conv", List.of(planes, weights), OnnxGraph.ints("strides", PATCH, PATCH));
        String pooled = graph.node("GlobalAveragePool", "pool", List.of(graph.node("Relu", "relu", List.of(map))));
        graph.addOutput(graph.node("Flatten", "feature", List.of(pooled)), OnnxGraph.BATCH, FEATURES);
        float[][] projection = Stream.generate(() -> uniform(FEATURES, 1, random))
                .limit(Network.EMBEDDING_SIZE)
                .toArray(float[][]::new);
        return EncoderExport.withProjection(graph.toByteArray(), projection, new float[Network.EMBEDDING_SIZE]);
    }

    private static float[] uniform(int length, double range, SplittableRandom random) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextDouble(-range, range);
        }
        return values;
    }
}
