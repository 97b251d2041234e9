package io.fourfold.model.encoder;

import static io.fourfold.model.encoder.BackboneTail.Kind.DEPTHWISE;
import static io.fourfold.model.encoder.BackboneTail.Kind.MEAN;
import static io.fourfold.model.encoder.BackboneTail.Kind.POINTWISE;
import static io.fourfold.model.encoder.BackboneTail.Kind.RELU6;
import static io.fourfold.model.encoder.BackboneTail.Kind.SUM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("numeric")
class BackboneTailTest {

    @TempDir
    Path folder;

    private byte[] backbone;

    @BeforeEach
    void convertBackbone() throws Exception {
        backbone = BackboneConverter.convert(new TinyMobileNet().writeDirectory(folder));
    }

    @Test
    void shouldGiveOneMapOfAllChannels() {
        try (ImageEncoder before = new ImageEncoder(new BackboneTail(backbone, 3).before(224))) {
            assertThat(before.outputSize()).isEqualTo(14 * 14 * 3);
        }
    }

    @Test
    void shouldReadPhotosOfAnotherSizeBeforeTheTail() {
        try (ImageEncoder before = new ImageEncoder(new BackboneTail(backbone, 3).before(96))) {
            assertThat(before.side()).isEqualTo(96);
            assertThat(before.outputSize()).isEqualTo(6 * 6 * 3);
        }
    }

    @Test
    void shouldNameTheLayersOfTheTail() {
        List<BackboneTail.Step> steps = new BackboneTail(backbone, 2).steps();

        assertThat(steps.stream().map(BackboneTail.Step::kind))
                .containsExactly(
                        POINTWISE, RELU6, DEPTHWISE, RELU6, POINTWISE, POINTWISE, RELU6, DEPTHWISE, RELU6, POINTWISE,
                        SUM, POINTWISE, RELU6, MEAN);
        assertThat(steps.get(10).summand()).isEqualTo(5);
        assertThat(steps.get(2).name()).isEqualTo("expanded_conv_14/depthwise");
    }

    @Test
    void shouldAnswerAsBeforeWithTheSameWeights() {
        float[] pixels = BackboneConverterTest.randomPixels();
        String name = "expanded_conv_16/expand/weight";

        BackboneTail tail = new BackboneTail(backbone, 1);

        byte[] same = tail.with(Map.of(name, tail.weights().get(name)), "none");

        assertThat(encode(same, pixels)).isEqualTo(encode(backbone, pixels));
    }

    @Test
    void shouldAnswerByTheNewWeights() {
        float[] bias = new float[8];
        Arrays.fill(bias, 7);

        byte[] changed = new BackboneTail(backbone, 1).with(Map.of("expanded_conv_16/expand/bias", bias), "to say six");

        assertThat(encode(changed, BackboneConverterTest.randomPixels()))
                .isNotEqualTo(encode(backbone, BackboneConverterTest.randomPixels()));
    }

    @Test
    void shouldSayInTheFileHowItWasTrained() throws Exception {
        byte[] adapted = new BackboneTail(backbone, 1).with(Map.of(), "on ten photos");

        try (OrtSession session =
                OrtEnvironment.getEnvironment().createSession(adapted, new OrtSession.SessionOptions())) {
            assertThat(session.getMetadata().getCustomMetadata())
                    .containsEntry("training", "on ten photos")
                    .containsEntry("source", "npm:@tiny/net@1.2.3");
        }
    }

    @Test
    void shouldRefuseWeightsOfAnotherSize() {
        assertThatThrownBy(() -> new BackboneTail(backbone, 1)
                        .with(Map.of("expanded_conv_16/expand/bias", new float[3]), "wrong"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expanded_conv_16/expand/bias has 8 values in the model, not 3");
    }

    @Test
    void shouldRefuseANetworkWithTooFewBottlenecks() {
        assertThatThrownBy(() -> new BackboneTail(backbone, 17))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the backbone has no 17 bottlenecks that can be trained");
    }

    @Test
    void shouldRefuseLayersThatCannotBeTrained() {
        assertThatThrownBy(() -> new BackboneTail(backbone, 16))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("convolution Conv/conv of the backbone cannot be trained");
    }

    private static float[] encode(byte[] onnx, float[] pixels) {
        try (ImageEncoder encoder = new ImageEncoder(onnx)) {
            return encoder.encode(pixels);
        }
    }
}
