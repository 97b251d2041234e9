package io.fourfold.model.encoder;

import static io.fourfold.model.FloatTolerance.ofAdditions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("numeric")
class BackboneConverterTest {

    private final TinyMobileNet network = new TinyMobileNet();

    @TempDir
    Path folder;

    @Test
    void shouldConvertToANetworkThatAnswersAsAPlainEvaluationDoes() throws Exception {
        float[] pixels = randomPixels();

        float[] expected = network.evaluate(pixels);

        try (ImageEncoder encoder = new ImageEncoder(BackboneConverter.convert(network.writeDirectory(folder)))) {
            assertThat(encoder.encode(pixels))
                    .containsExactly(
                            expected, ofAdditions(TinyMobileNet.ADDITIONS).around(expected));
            assertThat(expected).as("a network of zeros would prove nothing").satisfies(values -> {
                float spread = 0;
                for (float value : values) {
                    spread = Math.max(spread, Math.abs(value - values[0]));
                }
                assertThat(spread).isGreaterThan(0.1f);
            });
        }
    }

    @Test
    void shouldReadTheArchiveThatNpmPacks() throws Exception {
        byte[] fromDirectory = BackboneConverter.convert(network.writeDirectory(folder));

        byte[] fromArchive = BackboneConverter.convert(network.writeArchive(folder.resolve("tiny.tgz")));

        assertThat(fromArchive).isEqualTo(fromDirectory);
    }

    @Test
    void shouldNameProducerSourceAndLicenceInTheFile() throws Exception {
        Path onnx = folder.resolve("deep/backbone.onnx");

        BackboneConverter.convert(network.writeArchive(folder.resolve("tiny.tgz")), onnx);

        try (OrtSession session =
                OrtEnvironment.getEnvironment().createSession(onnx.toString(), new OrtSession.SessionOptions())) {
            assertThat(session.getMetadata().getProducerName()).isEqualTo("fourfold");
            assertThat(session.getMetadata().getCustomMetadata())
                    .containsEntry("source", "npm:@tiny/net@1.2.3")
                    .containsEntry("licence", "MIT");
        }
    }

    @Test
    void shouldSayWhatADirectoryWithoutThePackageLacks() {
        assertThatThrownBy(() -> BackboneConverter.convert(folder))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("no model/model.json in " + folder)
                .hasMessageContaining("npm pack");
    }

    @Test
    void shouldRefuseQuantisedWeights() throws Exception {
        network.writeDirectory(folder);
        Path model = folder.resolve("model/model.json");
        Files.writeString(model, Files.readString(model).replaceFirst("float32", "uint8"));

        assertThatThrownBy(() -> BackboneConverter.convert(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("only float32 can be converted");
    }

    @Test
    void shouldRefuseShardsThatEndTooEarly() throws Exception {
        network.writeDirectory(folder);
        Path shard = folder.resolve("model/group1-shard2of2");
        byte[] whole = Files.readAllBytes(shard);
        Files.write(shard, Arrays.copyOf(whole, whole.length - 4));

        assertThatThrownBy(() -> BackboneConverter.convert(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the weight shards end within MobilenetV2/expanded_conv_16/project");
    }

    @Test
    void shouldRefuseShardsThatAreTooLong() throws Exception {
        network.writeDirectory(folder);
        Path shard = folder.resolve("model/group1-shard2of2");
        byte[] whole = Files.readAllBytes(shard);
        Files.write(shard, Arrays.copyOf(whole, whole.length + 4));

        assertThatThrownBy(() -> BackboneConverter.convert(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("4 bytes longer");
    }

    @Test
    void shouldRefuseAnotherNetwork() throws Exception {
        network.weights.remove("expanded_conv_9/expand/Conv2D/merged_input");

        assertThatThrownBy(() -> BackboneConverter.convert(network.writeDirectory(folder)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no float32 weight MobilenetV2/expanded_conv_9/expand/Conv2D/merged_input");
    }

    @Test
    void shouldRefuseAModelWithoutAManifest() throws Exception {
        network.writeDirectory(folder);
        Files.write(folder.resolve("model/model.json"), "{}".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> BackboneConverter.convert(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a TensorFlow.js graph model");
    }

    static float[] randomPixels() {
        Random random = new Random(3);
        float[] pixels = new float[224 * 224 * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextInt(256);
        }
        return pixels;
    }
}
