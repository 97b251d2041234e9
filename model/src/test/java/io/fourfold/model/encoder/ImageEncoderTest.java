package io.fourfold.model.encoder;

import static io.fourfold.model.FloatTolerance.ofAdditions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("numeric")
class ImageEncoderTest {

    private static final float[] BLACK = new float[224 * 224 * 3];

    @TempDir
    Path folder;

    @Test
    void shouldEncodeABatchAsEachPhotoAlone() throws Exception {
        List<float[]> photos = List.of(BackboneConverterTest.randomPixels(), BLACK);
        try (ImageEncoder encoder = new ImageEncoder(tinyBackbone())) {
            float[][] batch = encoder.encode(photos);

            for (int i = 0; i < 2; i++) {
                float[] alone = encoder.encode(photos.get(i));
                assertThat(batch[i])
                        .containsExactly(
                                alone, ofAdditions(TinyMobileNet.ADDITIONS).around(alone));
            }
            assertThat(batch[0]).isNotEqualTo(batch[1]);
        }
    }

    @Test
    void shouldEncodeNoPhotosToNothing() throws Exception {
        try (ImageEncoder encoder = new ImageEncoder(tinyBackbone())) {
            assertThat(encoder.encode(List.of())).isEmpty();
        }
    }

    @Test
    void shouldLoadFromAFileAndKnowItsOutputSize() throws Exception {
        Path onnx = Files.write(folder.resolve("tiny.onnx"), tinyBackbone());

        try (ImageEncoder encoder = new ImageEncoder(onnx)) {
            assertThat(encoder.outputSize()).isEqualTo(8).isEqualTo(encoder.encode(BLACK).length);
        }
    }

    @Test
    void shouldRefuseAPhotoOfAnotherSize() throws Exception {
        try (ImageEncoder encoder = new ImageEncoder(tinyBackbone())) {
            assertThatThrownBy(() -> encoder.encode(new float[299 * 299 * 3]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a photo has 150528 values (224 x 224 x 3), not 268203");
        }
    }

    @Test
    void shouldRefuseBytesThatAreNoModel() {
        assertThatThrownBy(() -> new ImageEncoder("no model".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not an ONNX model");
    }

    @Test
    void shouldReadPhotosOfTheSizeThatTheModelNames() {
        OnnxGraph graph = OnnxGraph.create("other");
        graph.node("Flatten", "flat", List.of(graph.input("image", OnnxGraph.BATCH, 2, 2, 3)));
        graph.output("flat", OnnxGraph.BATCH, 2 * 2 * 3);
        float[] pixels = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

        try (ImageEncoder encoder = new ImageEncoder(graph.toByteArray())) {
            assertThat(encoder.side()).isEqualTo(2);
            assertThat(encoder.encode(pixels)).isEqualTo(pixels);
        }
    }

    @Test
    void shouldRefuseAModelOfPhotosThatAreNotSquare() {
        OnnxGraph graph = OnnxGraph.create("other");
        graph.node("Flatten", "flat", List.of(graph.input("image", OnnxGraph.BATCH, 299, 224, 3)));
        graph.output("flat", OnnxGraph.BATCH, 299 * 224 * 3);

        assertThatThrownBy(() -> new ImageEncoder(graph.toByteArray()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not an encoder of square photos: its input has shape [-1, 299, 224, 3]");
    }

    @Test
    void shouldRefuseAModelWhoseOutputIsNoVector() {
        OnnxGraph graph = OnnxGraph.create("other");
        graph.node("Relu", "map", List.of(graph.input("image", OnnxGraph.BATCH, 224, 224, 3)));
        graph.output("map", OnnxGraph.BATCH, 224, 224, 3);

        assertThatThrownBy(() -> new ImageEncoder(graph.toByteArray()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not an encoder of square photos: its output has shape [-1, 224, 224, 3]");
    }

    @Test
    void shouldServeConcurrentCallers() throws Exception {
        float[] pixels = BackboneConverterTest.randomPixels();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (ImageEncoder encoder = new ImageEncoder(tinyBackbone())) {
            float[] alone = encoder.encode(pixels);
            List<Callable<float[]>> calls = IntStream.range(0, 40)
                    .<Callable<float[]>>mapToObj(i -> () -> encoder.encode(pixels))
                    .toList();
            for (Future<float[]> call : threads.invokeAll(calls)) {
                assertThat(call.get()).isEqualTo(alone);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private byte[] tinyBackbone() throws Exception {
        return BackboneConverter.convert(new TinyMobileNet().writeDirectory(folder));
    }
}
