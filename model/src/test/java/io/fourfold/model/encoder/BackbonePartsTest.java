package io.fourfold.model.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("numeric")
class BackbonePartsTest {

    @TempDir
    Path folder;

    private byte[] backbone;

    @BeforeEach
    void convertBackbone() throws Exception {
        backbone = BackboneConverter.convert(new TinyMobileNet().writeDirectory(folder));
    }

    @Test
    void shouldKnowTheMapsThatBottlenecksRead() {
        assertThat(BackboneParts.inputSide(1)).isEqualTo(112);
        assertThat(BackboneParts.inputSide(6)).isEqualTo(28);
        assertThat(BackboneParts.inputSide(13)).isEqualTo(14);
        assertThat(BackboneParts.inputSide(16)).isEqualTo(7);
    }

    @Test
    void shouldGiveOneMapOfAllChannels() {
        try (ImageEncoder before = new ImageEncoder(BackboneParts.before(backbone, 13))) {
            assertThat(before.outputSize()).isEqualTo(14 * 14 * 3);
        }
    }

    @Test
    void shouldAnswerAsBeforeWithTheSameWeights() {
        float[] pixels = BackboneConverterTest.randomPixels();
        String name = "expanded_conv_16/expand/weight";

        byte[] same = BackboneParts.withWeights(backbone, Map.of(name, BackboneParts.weights(backbone, name)), "none");

        assertThat(encode(same, pixels)).isEqualTo(encode(backbone, pixels));
    }

    @Test
    void shouldAnswerByTheNewWeights() {
        float[] bias = new float[8];
        Arrays.fill(bias, 7);

        byte[] changed =
                BackboneParts.withWeights(backbone, Map.of("expanded_conv_16/expand/bias", bias), "to say six");

        assertThat(encode(changed, BackboneConverterTest.randomPixels()))
                .isNotEqualTo(encode(backbone, BackboneConverterTest.randomPixels()));
    }

    @Test
    void shouldSayInTheFileHowItWasTrained() throws Exception {
        byte[] adapted = BackboneParts.withWeights(backbone, Map.of(), "on ten photos");

        try (OrtSession session =
                OrtEnvironment.getEnvironment().createSession(adapted, new OrtSession.SessionOptions())) {
            assertThat(session.getMetadata().getCustomMetadata())
                    .containsEntry("training", "on ten photos")
                    .containsEntry("source", "npm:@tiny/net@1.2.3");
        }
    }

    @Test
    void shouldRefuseWeightsOfAnotherSize() {
        assertThatThrownBy(() -> BackboneParts.withWeights(
                        backbone, Map.of("expanded_conv_16/expand/bias", new float[3]), "wrong"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expanded_conv_16/expand/bias has 8 values in the model, not 3");
    }

    @Test
    void shouldRefuseANetworkWithoutTheBottleneck() {
        assertThatThrownBy(() -> BackboneParts.before(backbone, 17))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expanded_conv_17/expand/weight: is it another network?");
    }

    private static float[] encode(byte[] onnx, float[] pixels) {
        try (ImageEncoder encoder = new ImageEncoder(onnx)) {
            return encoder.encode(pixels);
        }
    }
}
