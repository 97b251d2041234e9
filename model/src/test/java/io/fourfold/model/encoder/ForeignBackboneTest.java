package io.fourfold.model.encoder;

import static io.fourfold.model.FloatTolerance.ofAdditions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("numeric")
class ForeignBackboneTest {

    private final float[] photo = TinyForeign.photo();

    @ParameterizedTest
    @EnumSource
    void shouldTakeTheMeanOverTheLastMapOfWhatTheModelWasTrainedToSee(PixelValues values) {
        assertFeature(backbone(TinyForeign.classifier(), "last", values), values);
    }

    @Test
    void shouldReadAndGiveColoursAndChannelsLast() {
        assertFeature(backbone(TinyForeign.interleaved(), null, PixelValues.SIGNED), PixelValues.SIGNED);
    }

    @Test
    void shouldTakeThePlacesOfATransformerButNotItsOtherTokens() {
        assertFeature(backbone(TinyForeign.transformer(), "tokens", PixelValues.CLIP), PixelValues.CLIP);
    }

    @Test
    void shouldTakeAFeatureThatIsPooledAlready() {
        assertFeature(backbone(TinyForeign.classifier(), "feature", PixelValues.UNIT), PixelValues.UNIT);
    }

    @Test
    void shouldReadPhotosOfTheUsualSizeWhereTheModelLeavesItOpen() {
        byte[] open = TinyForeign.reading(OnnxGraph.BATCH, 3, 0, 0);

        assertFeature(backbone(open, null, PixelValues.BYTE), PixelValues.BYTE);
    }

    @Test
    void shouldLeaveOutWhatFollowsTheMap() {
        OnnxGraph graph = OnnxGraph.parse(backbone(TinyForeign.classifier(), "last", PixelValues.UNIT));

        assertThatThrownBy(() -> graph.constantValues("backbone/head")).hasMessageContaining("no constant");
        assertThat(graph.constantValues("backbone/projection.bias")).hasSize(TinyForeign.CHANNELS);
    }

    @Test
    void shouldBecomeAnEncoderThoughItsNamesAreThoseOfOurs() {
        byte[] encoder = EncoderExport.withProjection(
                backbone(TinyForeign.interleaved(), null, PixelValues.UNIT),
                new float[][] {{0, 0, 2, 0}},
                new float[] {1});

        float expected = 2 * TinyForeign.feature(photo, PixelValues.UNIT)[2] + 1;
        try (ImageEncoder running = new ImageEncoder(encoder)) {
            assertThat(running.encode(photo)[0])
                    .isCloseTo(expected, ofAdditions(TinyForeign.ADDITIONS).around(expected));
        }
        assertThat(EncoderExport.origin(encoder)).startsWith("tiny.onnx, SHA-256 ");
    }

    @Test
    void shouldTellItsBackbonesFromOthers() {
        byte[] foreign = TinyForeign.classifier();
        byte[] backbone = backbone(foreign, "last", PixelValues.UNIT);

        assertThat(ForeignBackbone.isBackbone(foreign)).isFalse();
        assertThat(ForeignBackbone.isBackbone(backbone)).isTrue();
        assertThat(ForeignBackbone.isForeign(backbone)).isTrue();
    }

    static Stream<Arguments> unclear() {
        return Stream.of(
                Arguments.of("hello".getBytes(StandardCharsets.UTF_8), null, "not an ONNX model"),
                Arguments.of(TinyForeign.ofOpset(9), null, "of opset 11 or newer, but of 9"),
                Arguments.of(TinyForeign.classifier(), null, "its output classes is no map but [1, 10]"),
                Arguments.of(TinyForeign.classifier(), null, "what it pools and gives: last, classes"),
                Arguments.of(TinyForeign.classifier(), "lost", "computes no lost; what it pools and gives: last"),
                Arguments.of(TinyForeign.classifier(), "classes", "does not depend on the photo"),
                Arguments.of(TinyForeign.ofOnePhoto(), null, "export it with a batch of any size"),
                Arguments.of(TinyForeign.ofTwoInputs(), null, "reads photos alone, this model [text, pixels]"),
                Arguments.of(TinyForeign.reading(-1, 3, 224, 320), null, "photos are squares"),
                Arguments.of(TinyForeign.reading(-1, 1, 224, 224), null, "neither [N, 3, height, width] nor"));
    }

    @ParameterizedTest
    @MethodSource("unclear")
    void shouldRefuseWhatIsNotClear(byte[] onnx, String output, String reason) {
        assertThatThrownBy(() -> backbone(onnx, output, PixelValues.UNIT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void shouldRefuseAnotherSizeThanTheModelReads() {
        assertThatThrownBy(() -> new ForeignBackbone(Optional.of("last"), PixelValues.UNIT, OptionalInt.of(256))
                        .of(TinyForeign.classifier(), "tiny.onnx"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("it reads photos of 224 pixels, not 256");
    }

    private static byte[] backbone(byte[] onnx, String output, PixelValues values) {
        return new ForeignBackbone(Optional.ofNullable(output), values, OptionalInt.empty()).of(onnx, "tiny.onnx");
    }

    private void assertFeature(byte[] backbone, PixelValues values) {
        float[] expected = TinyForeign.feature(photo, values);
        try (ImageEncoder encoder = new ImageEncoder(backbone)) {
            assertThat(encoder.encode(photo))
                    .containsExactly(
                            expected, ofAdditions(TinyForeign.ADDITIONS).around(255f / values.deviation()[2]));
        }
    }
}
