package io.fourfold.model.export;

import io.fourfold.model.BundleManifest;
import io.fourfold.model.FloatTolerance;
import io.fourfold.model.StoredNetwork;
import io.fourfold.model.decoder.DecoderShape;
import io.fourfold.model.decoder.DecoderWeights;
import io.fourfold.model.linear.Matrix;
import io.fourfold.model.words.Vocabulary;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A network to export, of random weights none of which is zero. */
final class SmallDecoder {

    static final int EMBEDDING = 6;
    static final int HIDDEN = 5;
    static final Vocabulary VOCABULARY = Vocabulary.learn(List.of("a dog runs in the snow", "a dog"), 1);
    static final byte[] ENCODER = {1, 2, 3};

    /** From one input to the sum over the vocabulary. */
    private static final int ADDITIONS_A_STEP = EMBEDDING + HIDDEN + HIDDEN + EMBEDDING + VOCABULARY.tokens();

    private SmallDecoder() {}

    static StoredNetwork network() {
        DecoderShape shape = new DecoderShape(VOCABULARY.tokens(), EMBEDDING, HIDDEN);
        DecoderWeights weights = DecoderWeights.zeros(shape);
        SplittableRandom random = new SplittableRandom(1);
        weights.parameters().byName().values().forEach(matrix -> matrix.fillUniform(1, random));
        return new StoredNetwork(
                new BundleManifest(
                        BundleManifest.FORMAT,
                        "fourfold-1-small",
                        new BundleManifest.Encoder("a photo", EMBEDDING),
                        new BundleManifest.Decoder(shape.tokens(), HIDDEN, 3, 10),
                        Map.of(),
                        null,
                        List.of(),
                        List.of(),
                        null),
                ENCODER,
                weights,
                VOCABULARY);
    }

    /** Numbers to read, {@code [rows][EMBEDDING]}. */
    static float[][] random(int rows, int seed) {
        Matrix matrix = Matrix.zeros(rows, EMBEDDING);
        matrix.fillUniform(2, new SplittableRandom(seed));
        return matrix.toArray();
    }

    static FloatTolerance tolerance(int steps) {
        return FloatTolerance.ofAdditions(steps * ADDITIONS_A_STEP);
    }
}
