package io.fourfold.model.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.AlphaComposite;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TIFF, GIF and BMP, and what has no reader. */
class PhotoFormatTest {

    private final PhotoDecoder decoder = new PhotoDecoder(224);

    @ParameterizedTest
    @ValueSource(strings = {"LZW", "Deflate", "ZLib", "PackBits", "JPEG"})
    void shouldDecodeTiff(String compression) {
        assertRedAndBlue(DrawnPhotos.tiff(DrawnPhotos.redAndBlue(300, 200), compression));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_RGB,
                BufferedImage.TYPE_3BYTE_BGR,
                BufferedImage.TYPE_BYTE_INDEXED,
                BufferedImage.TYPE_INT_ARGB
            })
    void shouldDecodeUncompressedTiff(int type) {
        assertRedAndBlue(DrawnPhotos.tiff(DrawnPhotos.redAndBlue(300, 200, type)));
    }

    @Test
    void shouldDecodeGreyTiffOfSixteenBits() {
        BufferedImage grey = new BufferedImage(300, 200, BufferedImage.TYPE_USHORT_GRAY);
        for (int i = 0; i < 300 * 200; i++) {
            grey.getRaster().setSample(i % 300, i / 300, 0, 64 * 257);
        }

        assertColour(decoder.decode(DrawnPhotos.tiff(grey)), 100, 64, 64, 64);
    }

    @Test
    void shouldDecodeCmykTiff() {
        assertColour(decoder.decode(DrawnPhotos.cmykTiff(30, 20, 0, 0, 0, 0)), 100, 255, 255, 255);
        assertColour(decoder.decode(DrawnPhotos.cmykTiff(30, 20, 0, 0, 0, 255)), 100, 0, 0, 0);
        float[] cyan = decoder.decode(DrawnPhotos.cmykTiff(30, 20, 255, 0, 0, 0));
        assertThat(cyan[0]).isLessThan(70);
        assertThat(cyan[2]).isGreaterThan(150);
    }

    @Test
    void shouldTurnATiffUpright() {
        byte[] pixels = new byte[64];
        Arrays.fill(pixels, 0, 32, (byte) 255);

        float[] turned = decoder.decode(DrawnPhotos.greyTiff(pixels, 6));

        assertColour(turned, 30, 0, 0, 0);
        assertColour(turned, 190, 255, 255, 255);
    }

    @Test
    void shouldDecodeTheFirstPictureOfAGif() {
        assertRedAndBlue(DrawnPhotos.gif(DrawnPhotos.redAndBlue(300, 200)));
    }

    @Test
    void shouldFlattenAGifsTransparencyOnWhite() {
        BufferedImage image = DrawnPhotos.redAndBlue(224, 224, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setComposite(AlphaComposite.Clear);
        graphics.fillRect(0, 0, 112, 224);
        graphics.dispose();

        float[] pixels = decoder.decode(DrawnPhotos.gif(image));

        assertColour(pixels, 30, 255, 255, 255);
        assertColour(pixels, 190, 0, 0, 255);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_RGB,
                BufferedImage.TYPE_3BYTE_BGR,
                BufferedImage.TYPE_BYTE_INDEXED,
                BufferedImage.TYPE_USHORT_565_RGB
            })
    void shouldDecodeBmp(int type) {
        assertRedAndBlue(DrawnPhotos.bmp(DrawnPhotos.redAndBlue(300, 200, type)));
    }

    @ParameterizedTest
    @CsvSource({"gif, GIF", "bmp, BMP", "tiff, TIFF"})
    void shouldRefuseATruncatedFile(String kind, String label) {
        byte[] file = file(kind);

        for (double part : new double[] {0.3, 0.5, 0.9, 0.999}) {
            assertThatThrownBy(() -> decoder.decode(Arrays.copyOf(file, (int) (file.length * part))))
                    .isInstanceOf(BadPhotoException.class)
                    .hasMessageContaining("the " + label + " is");
        }
    }

    @Test
    void shouldRefuseAGifWhoseMiddleIsMissingThoughItHasAnEnd() {
        byte[] gif = file("gif");
        int cut = parts(gif, 100);
        byte[] patched = Arrays.copyOf(gif, cut + 2);
        patched[cut] = 0;
        patched[cut + 1] = 0x3B;

        assertThatThrownBy(() -> decoder.decode(patched))
                .isInstanceOf(BadPhotoException.class)
                .hasMessageContaining("the GIF is truncated");
    }

    @ParameterizedTest
    @CsvSource({"heic, HEIC, image/heic", "avif, AVIF, image/avif"})
    void shouldNameWhatNeedsAPlugin(String brand, String label, String contentType) {
        assertThatThrownBy(() -> decoder.decode(DrawnPhotos.isoMedia(brand)))
                .isInstanceOf(BadPhotoException.class)
                .hasMessage(
                        label + ", which cannot be read here: convert the photo to JPEG, or put an ImageIO plugin for "
                                + contentType + " on FOURFOLD_CLASSPATH");
        assertThat(PhotoFormat.labels()).doesNotContain(label);
    }

    @Test
    void shouldNotTakeAFilmForAPhoto() {
        assertThat(PhotoFormat.of(DrawnPhotos.isoMedia("isom"))).isEmpty();
    }

    private static byte[] file(String kind) {
        Random random = new Random(1);
        BufferedImage noise = DrawnPhotos.redAndBlue(
                300, 200, kind.equals("gif") ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 300 * 200; i++) {
            noise.setRGB(i % 300, i / 300, random.nextInt(0x1000000));
        }
        return switch (kind) {
            case "gif" -> DrawnPhotos.gif(noise);
            case "bmp" -> DrawnPhotos.bmp(noise);
            default -> DrawnPhotos.tiff(noise);
        };
    }

    /** Where a part of a GIF's first picture begins. */
    private static int parts(byte[] gif, int number) {
        int at = 13 + ((gif[10] & 0x80) == 0 ? 0 : 3 * (2 << (gif[10] & 7)));
        while (gif[at] == 0x21) {
            at += 2;
            while (gif[at] != 0) {
                at += 1 + (gif[at] & 0xFF);
            }
            at++;
        }
        at += 10;
        at += (gif[at - 1] & 0x80) == 0 ? 0 : 3 * (2 << (gif[at - 1] & 7));
        at++;
        for (int part = 0; part < number; part++) {
            at += 1 + (gif[at] & 0xFF);
        }
        return at;
    }

    private void assertRedAndBlue(byte[] file) {
        float[] pixels = decoder.decode(file);
        assertColour(pixels, 30, 255, 0, 0);
        assertColour(pixels, 190, 0, 0, 255);
    }

    private static void assertColour(float[] pixels, int column, int... rgb) {
        for (int channel = 0; channel < 3; channel++) {
            assertThat(pixels[(100 * 224 + column) * 3 + channel]).isCloseTo(rgb[channel], within(6f));
        }
    }
}
