package io.fourfold.model.encoder;

import static io.fourfold.model.FloatTolerance.ofAdditions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("numeric")
class EncoderExportTest {

    @TempDir
    Path folder;

    private byte[] backbone;

    @BeforeEach
    void convertBackbone() throws Exception {
        backbone = BackboneConverter.convert(new TinyMobileNet().writeDirectory(folder));
    }

    @Test
    void shouldProjectTheBackbonesFeature() throws Exception {
        float[][] weights = new float[3][8];
        weights[0][2] = 1;
        weights[1][0] = 2;
        weights[1][7] = -1;
        float[] bias = {0, 0.5f, 4};
        float[] pixels = BackboneConverterTest.randomPixels();
        Path file = folder.resolve("encoder.onnx");

        EncoderExport.write(backbone, weights, bias, file);

        try (ImageEncoder features = new ImageEncoder(backbone);
                ImageEncoder encoder = new ImageEncoder(file)) {
            float[] feature = features.encode(pixels);
            float[] expected = {feature[2], 2 * feature[0] - feature[7] + 0.5f, 4};
            assertThat(encoder.encode(pixels))
                    .containsExactly(
                            expected, ofAdditions(TinyMobileNet.ADDITIONS).around(expected));
        }
    }

    @Test
    void shouldNameTheOutputAndKeepTheBackbonesMetadata() throws Exception {
        byte[] encoder = EncoderExport.withProjection(backbone, new float[2][8], new float[2]);

        try (OrtSession session =
                OrtEnvironment.getEnvironment().createSession(encoder, new OrtSession.SessionOptions())) {
            assertThat(session.getOutputNames()).containsExactly("embedding");
            assertThat(session.getMetadata().getCustomMetadata()).containsEntry("source", "npm:@tiny/net@1.2.3");
        }
    }

    @Test
    void shouldRefuseWeightsThatDoNotMatchTheBias() {
        assertThatThrownBy(() -> EncoderExport.withProjection(backbone, new float[3][8], new float[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("3 weight rows for 2 biases");
    }

    @Test
    void shouldRefuseRaggedWeights() {
        assertThatThrownBy(() -> EncoderExport.withProjection(
                        backbone, new float[][] {new float[8], new float[7]}, new float[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("weight row 1 has 7 values, row 0 has 8");
    }

    @Test
    void shouldRefuseBytesThatAreNoModel() {
        byte[] text = "this is no model".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> EncoderExport.withProjection(text, new float[1][8], new float[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not an ONNX model");
    }
}
