package io.fourfold.model.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.fourfold.model.StoredNetwork;
import io.fourfold.model.decoder.DecoderSteps;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** ONNX Runtime runs what is written for it. */
@Tag("numeric")
class OnnxDecoderTest {

    /** No word yet. */
    private static final long START = -1;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final StoredNetwork network = SmallDecoder.network();
    private final float[][] words = network.decoder().words().toArray();
    private final float[][] embeddings = SmallDecoder.random(2, 3);
    private OrtSession session;

    /** Of one step of two sentences. */
    private record Step(float[][] logProbabilities, float[][] hidden, float[][] cell) {

        static final Step BEFORE_THE_FIRST =
                new Step(null, new float[2][SmallDecoder.HIDDEN], new float[2][SmallDecoder.HIDDEN]);
    }

    @BeforeEach
    void open() throws OrtException {
        session = environment.createSession(OnnxDecoder.of(network));
    }

    @AfterEach
    void close() throws OrtException {
        session.close();
    }

    @Test
    void shouldReadTheImageThenTheWordsAndSayWhatTheDecoderSays() throws OrtException {
        long[][] said = {{START, START}, {2, 3}, {4, 1}};
        Step step = Step.BEFORE_THE_FIRST;
        for (int i = 0; i < said.length; i++) {
            step = run(said[i], step);
            for (int row = 0; row < 2; row++) {
                float[][] inputs = new float[i + 1][];
                for (int read = 0; read <= i; read++) {
                    inputs[read] = said[read][row] == START ? embeddings[row] : words[(int) said[read][row]];
                }
                assertSame(step, row, DecoderSteps.of(network.decoder(), inputs));
            }
        }
    }

    @Test
    void shouldTakeSentencesThatStartBesideSomeThatGoOn() throws OrtException {
        Step first = run(new long[] {START, START}, Step.BEFORE_THE_FIRST);
        first.hidden()[1] = new float[SmallDecoder.HIDDEN];
        first.cell()[1] = new float[SmallDecoder.HIDDEN];

        Step second = run(new long[] {5, START}, first);

        assertSame(second, 0, DecoderSteps.of(network.decoder(), new float[][] {embeddings[0], words[5]}));
        assertSame(second, 1, DecoderSteps.of(network.decoder(), new float[][] {embeddings[1]}));
    }

    @Test
    void shouldSayWhichNetworkItIs() throws OrtException {
        assertThat(session.getMetadata().getCustomMetadata())
                .containsEntry("version", "fourfold-1-small")
                .containsEntry("end-token", "0");
    }

    private Step run(long[] tokens, Step before) throws OrtException {
        try (OnnxTensor token = OnnxTensor.createTensor(environment, tokens);
                OnnxTensor embedding = OnnxTensor.createTensor(environment, embeddings);
                OnnxTensor hidden = OnnxTensor.createTensor(environment, before.hidden());
                OnnxTensor cell = OnnxTensor.createTensor(environment, before.cell());
                OrtSession.Result result =
                        session.run(Map.of("token", token, "embedding", embedding, "hidden", hidden, "cell", cell))) {
            return new Step(
                    (float[][]) result.get("log_probabilities").orElseThrow().getValue(),
                    (float[][]) result.get("next_hidden").orElseThrow().getValue(),
                    (float[][]) result.get("next_cell").orElseThrow().getValue());
        }
    }

    private static void assertSame(Step step, int row, DecoderSteps.Result expected) {
        int steps = expected.logits().length;
        float[] logits = expected.logits()[steps - 1];
        assertThat(step.logProbabilities()[row])
                .containsExactly(
                        DecoderSteps.logProbabilities(logits),
                        SmallDecoder.tolerance(steps).around(logits));
        assertThat(step.hidden()[row])
                .containsExactly(
                        expected.hidden(), SmallDecoder.tolerance(steps).around(1));
        assertThat(step.cell()[row])
                .containsExactly(expected.cell(), SmallDecoder.tolerance(steps).around(steps));
    }
}
