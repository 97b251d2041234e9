package io.fourfold.model.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.AlphaComposite;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoDecoderTest {

    private static final int[] RED = {255, 0, 0};
    private static final int[] BLUE = {0, 0, 255};
    private static final int[] WHITE = {255, 255, 255};

    private final PhotoDecoder decoder = new PhotoDecoder(224);

    @Test
    void shouldKeepEveryPixelOfAPhotoThatAlreadyHasTheRightSize() {
        BufferedImage noise = noise(224, 224);

        float[] pixels = decoder.decode(DrawnPhotos.png(noise));

        for (int i = 0; i < 224 * 224; i++) {
            int rgb = noise.getRGB(i % 224, i / 224);
            assertThat(new float[] {pixels[3 * i], pixels[3 * i + 1], pixels[3 * i + 2]})
                    .containsExactly(rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF);
        }
    }

    @ParameterizedTest
    @CsvSource({"300, 100", "100, 300", "1000, 223", "2000, 1500", "16, 8", "1, 1000", "225, 225"})
    void shouldSquashAnySizeToTheSquare(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        fill(image, 0x204080);

        float[] pixels = decoder.decode(DrawnPhotos.png(image));

        assertThat(pixels).hasSize(224 * 224 * 3);
        assertPixel(pixels, 0, 0, 0x20, 0x40, 0x80);
        assertPixel(pixels, 223, 223, 0x20, 0x40, 0x80);
    }

    @Test
    void shouldAverageTheSourcePixelsThatShareATargetPixel() {
        BufferedImage checkerboard = new BufferedImage(448, 448, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 448; y++) {
            for (int x = 0; x < 448; x++) {
                checkerboard.setRGB(x, y, (x + y) % 2 == 0 ? 0xFFFFFF : 0);
            }
        }

        assertThat(decoder.decode(DrawnPhotos.png(checkerboard))).containsOnly(127.5f);
    }

    @ParameterizedTest
    @ValueSource(ints = {224, 300, 1500})
    void shouldDecodeBaselineAndProgressiveJpegAlike(int size) {
        BufferedImage image = DrawnPhotos.redAndBlue(size, size);

        assertRedAndBlue(decoder.decode(DrawnPhotos.jpeg(image)), 6);
        assertRedAndBlue(decoder.decode(DrawnPhotos.progressiveJpeg(image)), 6);
    }

    @Test
    void shouldDecodeLossyAndLosslessWebp() {
        assertRedAndBlue(decoder.decode(DrawnPhotos.WEBP_LOSSLESS), 1);
        assertRedAndBlue(decoder.decode(DrawnPhotos.WEBP_LOSSY), 30);
    }

    @Test
    void shouldDecodeALosslessWebpWhosePixelsTakeNoBits() {
        assertThat(decoder.decode(DrawnPhotos.oneColourWebp(1_000, 1_000))).isNotEmpty();
    }

    @Test
    void shouldRefuseALosslessWebpWhoseBitsEndTooSoon() {
        assertBad(
                DrawnPhotos.webpWithTooFewBits(1_000, 1_000),
                "the WebP is damaged and cannot be decoded: it ends before its pixels do");
    }

    @Test
    void shouldDecodeCmykJpeg() {
        float[] paper = decoder.decode(DrawnPhotos.cmykJpeg(64, 64, 255, 255, 255, 255));
        float[] black = decoder.decode(DrawnPhotos.cmykJpeg(64, 64, 255, 255, 255, 0));
        float[] cyan = decoder.decode(DrawnPhotos.cmykJpeg(64, 64, 0, 255, 255, 255));

        assertPixel(paper, 100, 100, WHITE);
        assertThat(pixel(black, 100, 100)[1]).isLessThan(70);
        assertThat(pixel(cyan, 100, 100)[0]).isLessThan(70);
        assertThat(pixel(cyan, 100, 100)[2]).isGreaterThan(150);
    }

    @Test
    void shouldFlattenTransparencyOnWhite() {
        BufferedImage image = DrawnPhotos.redAndBlue(224, 224, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setComposite(AlphaComposite.Clear);
        graphics.fillRect(0, 0, 112, 224);
        graphics.dispose();

        float[] png = decoder.decode(DrawnPhotos.png(image));
        float[] webp = decoder.decode(DrawnPhotos.WEBP_TRANSPARENT);

        assertPixel(png, 20, 100, WHITE);
        assertPixel(png, 200, 100, BLUE);
        assertPixel(webp, 20, 100, WHITE);
        assertPixel(webp, 200, 100, BLUE);
    }

    @Test
    void shouldKeepGreyLevels() {
        BufferedImage grey = new BufferedImage(224, 224, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSamples(0, 0, 224, 224, 0, filled(224 * 224, 128));

        assertPixel(decoder.decode(DrawnPhotos.png(grey)), 5, 5, 128, 128, 128);
        assertPixel(decoder.decode(DrawnPhotos.jpeg(grey)), 5, 5, 128, 128, 128);
    }

    @Test
    void shouldScaleSixteenBitSamplesToEight() {
        BufferedImage grey = new BufferedImage(224, 224, BufferedImage.TYPE_USHORT_GRAY);
        grey.getRaster().setSamples(0, 0, 224, 224, 0, filled(224 * 224, 64 * 257));

        assertPixel(decoder.decode(DrawnPhotos.png(grey)), 5, 5, 64, 64, 64);
        assertPixel(decoder.decode(DrawnPhotos.png(sixteenBitRgb(200 * 257, 100 * 257, 50 * 257))), 5, 5, 200, 100, 50);
    }

    @Test
    void shouldDecodePalettes() {
        BufferedImage palette = DrawnPhotos.redAndBlue(300, 200, BufferedImage.TYPE_BYTE_INDEXED);

        assertRedAndBlue(decoder.decode(DrawnPhotos.png(palette)), 1);
    }

    @ParameterizedTest
    @CsvSource({
        "1, left", "2, right", "3, right", "4, left",
        "5, top", "6, top", "7, bottom", "8, bottom"
    })
    void shouldTurnAPhotoUpright(int orientation, String whereTheRedHalfIs) {
        byte[] jpeg = DrawnPhotos.jpeg(DrawnPhotos.redAndBlue(320, 200));

        float[] pixels = decoder.decode(DrawnPhotos.withOrientation(jpeg, orientation));

        assertThat(redHalf(pixels)).isEqualTo(whereTheRedHalfIs);
    }

    @Test
    void shouldReadTheOrientationOfPngAndWebp() {
        byte[] png = DrawnPhotos.png(DrawnPhotos.redAndBlue(320, 200));

        float[] turned = decoder.decode(DrawnPhotos.withPngChunk(png, "eXIf", DrawnPhotos.tiff(6)));

        assertThat(redHalf(turned)).isEqualTo("top");
        assertThat(redHalf(decoder.decode(DrawnPhotos.WEBP_ROTATED))).isEqualTo("top");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 4711})
    void shouldIgnoreAnOrientationThatDoesNotExist(int orientation) {
        byte[] jpeg = DrawnPhotos.jpeg(DrawnPhotos.redAndBlue(320, 200));

        assertThat(redHalf(decoder.decode(DrawnPhotos.withOrientation(jpeg, orientation))))
                .isEqualTo("left");
    }

    @Test
    void shouldRefuseAnEmptyFile() {
        assertBad(new byte[0], "the file is empty");
    }

    @Test
    void shouldSayWhatATextFileReallyIs() {
        assertBad(
                "Dear photo,\nI am a text".getBytes(StandardCharsets.UTF_8),
                "not a photo of a supported kind (JPEG, PNG, WebP, TIFF, GIF, BMP): it starts with \"Dear photo, I am\"");
    }

    @Test
    void shouldShowTheFirstBytesOfAnUnknownBinaryFile() {
        assertBad(
                new byte[] {0x00, 0x01, (byte) 0xFE},
                "not a photo of a supported kind (JPEG, PNG, WebP, TIFF, GIF, BMP): it starts with the bytes 00 01 fe");
    }

    @Test
    void shouldRefuseAHugePhotoByItsHeader() {
        assertBad(
                DrawnPhotos.pngHeader(30_000, 30_000),
                "the PNG has 30000 x 30000 pixels, more than the limit of 100 megapixels: scale it down first");
    }

    @Test
    void shouldRefuseAPhotoWhoseHeaderHasNoPixels() {
        assertThatThrownBy(() -> decoder.decode(DrawnPhotos.pngHeader(0, 10)))
                .isInstanceOf(BadPhotoException.class)
                .hasMessageStartingWith("the PNG is damaged");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.5, 0.9, 0.999})
    void shouldRefuseATruncatedFile(double part) {
        BufferedImage noise = noise(300, 300);

        assertThatThrownBy(() -> decoder.decode(start(DrawnPhotos.jpeg(noise), part)))
                .isInstanceOf(BadPhotoException.class)
                .hasMessageContaining("the JPEG is truncated");
        assertThatThrownBy(() -> decoder.decode(start(DrawnPhotos.progressiveJpeg(noise), part)))
                .isInstanceOf(BadPhotoException.class)
                .hasMessageContaining("the JPEG is truncated");
        assertThatThrownBy(() -> decoder.decode(start(DrawnPhotos.png(noise), part)))
                .isInstanceOf(BadPhotoException.class)
                .hasMessageContaining("the PNG is truncated");
        assertThatThrownBy(() -> decoder.decode(start(DrawnPhotos.WEBP_LOSSY, part)))
                .isInstanceOf(BadPhotoException.class);
    }

    @Test
    void shouldRefuseAJpegWhoseMiddleIsMissingThoughItHasAnEnd() {
        byte[] half = start(DrawnPhotos.jpeg(noise(300, 300)), 0.5);

        byte[] patched = DrawnPhotos.concatenate(half, new byte[] {(byte) 0xFF, (byte) 0xD9});

        assertThatThrownBy(() -> decoder.decode(patched))
                .isInstanceOf(BadPhotoException.class)
                .hasMessageContaining("the JPEG is truncated");
    }

    @Test
    void shouldAcceptBytesAfterTheEndOfAJpeg() {
        byte[] jpeg = DrawnPhotos.jpeg(DrawnPhotos.redAndBlue(224, 224));

        float[] pixels = decoder.decode(DrawnPhotos.concatenate(jpeg, new byte[5000]));

        assertThat(pixels).isEqualTo(decoder.decode(jpeg));
    }

    @Test
    void shouldNotTakeTheEndOfAnEmbeddedThumbnailForTheEndOfThePhoto() {
        byte[] jpeg = DrawnPhotos.jpeg(noise(300, 300));
        byte[] thumbnail = DrawnPhotos.jpeg(DrawnPhotos.redAndBlue(16, 16));
        byte[] withThumbnail = DrawnPhotos.withJpegSegment(jpeg, 0xE5, thumbnail);

        byte[] cut = start(withThumbnail, 0.8);

        assertThatThrownBy(() -> decoder.decode(cut))
                .isInstanceOf(BadPhotoException.class)
                .hasMessageContaining("the JPEG is truncated");
    }

    @Test
    void shouldNeverFailWithAnythingButABadPhotoOnDamagedBytes() {
        Random random = new Random(7);
        List<byte[]> files = List.of(
                DrawnPhotos.jpeg(noise(64, 64)),
                DrawnPhotos.png(noise(64, 64)),
                DrawnPhotos.WEBP_LOSSLESS,
                DrawnPhotos.WEBP_LOSSY,
                DrawnPhotos.WEBP_ROTATED);

        for (int attempt = 0; attempt < 400; attempt++) {
            byte[] damaged = files.get(attempt % files.size()).clone();
            for (int i = 0; i < 5; i++) {
                damaged[random.nextInt(Math.min(damaged.length, 700))] = (byte) random.nextInt();
            }
            assertThat(decodesOrIsBad(damaged)).isTrue();
        }
    }

    @Test
    void shouldDecodeConcurrently() throws Exception {
        byte[] jpeg = DrawnPhotos.jpeg(noise(400, 300));
        float[] alone = decoder.decode(jpeg);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<float[]>> calls = IntStream.range(0, 40)
                    .<Callable<float[]>>mapToObj(i -> () -> decoder.decode(jpeg))
                    .toList();
            for (Future<float[]> call : threads.invokeAll(calls)) {
                assertThat(call.get()).isEqualTo(alone);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private boolean decodesOrIsBad(byte[] file) {
        try {
            return decoder.decode(file).length == 224 * 224 * 3;
        } catch (BadPhotoException expected) {
            return true;
        }
    }

    private void assertBad(byte[] file, String message) {
        assertThatThrownBy(() -> decoder.decode(file))
                .isInstanceOf(BadPhotoException.class)
                .hasMessage(message);
    }

    private static void assertRedAndBlue(float[] pixels, float tolerance) {
        for (int channel = 0; channel < 3; channel++) {
            assertThat(pixel(pixels, 30, 100)[channel]).isCloseTo(RED[channel], within(tolerance));
            assertThat(pixel(pixels, 190, 100)[channel]).isCloseTo(BLUE[channel], within(tolerance));
        }
    }

    private static String redHalf(float[] pixels) {
        boolean topLeft = pixel(pixels, 40, 40)[0] > 128;
        boolean topRight = pixel(pixels, 180, 40)[0] > 128;
        boolean bottomLeft = pixel(pixels, 40, 180)[0] > 128;
        if (topLeft && topRight) {
            return "top";
        }
        if (topLeft && bottomLeft) {
            return "left";
        }
        return topRight ? "right" : "bottom";
    }

    private static void assertPixel(float[] pixels, int x, int y, int... rgb) {
        for (int channel = 0; channel < 3; channel++) {
            assertThat(pixel(pixels, x, y)[channel]).isCloseTo(rgb[channel], within(1f));
        }
    }

    private static float[] pixel(float[] pixels, int x, int y) {
        int offset = (y * 224 + x) * 3;
        return Arrays.copyOfRange(pixels, offset, offset + 3);
    }

    private static byte[] start(byte[] file, double part) {
        return Arrays.copyOf(file, (int) (file.length * part));
    }

    private static BufferedImage noise(int width, int height) {
        Random random = new Random(1);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, random.nextInt(0x1000000));
        }
        return image;
    }

    private static void fill(BufferedImage image, int rgb) {
        for (int i = 0; i < image.getWidth() * image.getHeight(); i++) {
            image.setRGB(i % image.getWidth(), i / image.getWidth(), rgb);
        }
    }

    private static int[] filled(int length, int value) {
        int[] values = new int[length];
        Arrays.fill(values, value);
        return values;
    }

    private static BufferedImage sixteenBitRgb(int... sample) {
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, 1, DataBuffer.TYPE_USHORT);
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_USHORT, 224, 224, 3, null);
        for (int i = 0; i < 224 * 224; i++) {
            raster.setPixel(i % 224, i / 224, sample);
        }
        return new BufferedImage(model, raster, false, null);
    }
}
