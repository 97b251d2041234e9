package io.fourfold.model.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.model.StoredNetwork;
import io.fourfold.model.decoder.DecoderSteps;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** DeepLearning4J itself reads and runs what is written for it. */
@Tag("numeric")
class Dl4jDecoderTest {

    private static final int STEPS = 4;

    @TempDir
    Path folder;

    private final StoredNetwork network = SmallDecoder.network();
    private final float[][] inputs = SmallDecoder.random(STEPS, 2);
    private final float[][] logits = DecoderSteps.of(network.decoder(), inputs).logits();
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("decoder.zip");
        try (OutputStream output = Files.newOutputStream(file)) {
            Dl4jDecoder.write(network, output);
        }
    }

    @Test
    void shouldGiveTheSameLogits() throws IOException {
        MultiLayerNetwork dl4j = read();
        ((BaseLayer) dl4j.getOutputLayer().conf().getLayer()).setActivationFn(new ActivationIdentity());

        INDArray said = dl4j.output(sequence(inputs));

        for (int step = 0; step < STEPS; step++) {
            assertThat(at(said, step))
                    .containsExactly(
                            logits[step], SmallDecoder.tolerance(step + 1).around(logits[step]));
        }
    }

    @Test
    void shouldGiveTheSameProbabilitiesWhenItIsAskedStepByStep() throws IOException {
        MultiLayerNetwork dl4j = read();

        for (int step = 0; step < STEPS; step++) {
            float[] said = at(dl4j.rnnTimeStep(sequence(new float[][] {inputs[step]})), 0);
            for (int token = 0; token < said.length; token++) {
                float expected = DecoderSteps.logProbabilities(logits[step])[token];
                assertThat((float) Math.log(said[token]))
                        .isCloseTo(expected, SmallDecoder.tolerance(step + 1).around(logits[step]));
            }
        }
    }

    @Test
    void shouldHaveTheWordVectorsAsColumnsOfItsLastLayer() throws IOException {
        INDArray vectors = read().getOutputLayer().getParam("W");

        float[][] words = network.decoder().words().toArray();
        for (int token = 0; token < words.length; token++) {
            assertThat(vectors.getColumn(token).toFloatVector()).isEqualTo(words[token]);
        }
    }

    @Test
    void shouldSayWhatItsTokensMean() throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            byte[] tokens = zip.getInputStream(zip.getEntry("tokens.txt")).readAllBytes();

            assertThat(new String(tokens, StandardCharsets.UTF_8).lines())
                    .startsWith("<end>", "<unknown>", "a", "dog")
                    .hasSize(network.vocabulary().tokens());
        }
    }

    private MultiLayerNetwork read() throws IOException {
        return ModelSerializer.restoreMultiLayerNetwork(file.toFile());
    }

    /** {@code [1, embedding, steps]} */
    private static INDArray sequence(float[][] inputs) {
        return Nd4j.create(inputs).transpose().reshape(1, SmallDecoder.EMBEDDING, inputs.length);
    }

    /** The tokens of one step of {@code [1, tokens, steps]}. */
    private static float[] at(INDArray said, int step) {
        return said.tensorAlongDimension(step, 1).toFloatVector();
    }
}
