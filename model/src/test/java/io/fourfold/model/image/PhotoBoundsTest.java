package io.fourfold.model.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that ask for more than they are worth. */
class PhotoBoundsTest {

    private static final int MEGABYTE = 1024 * 1024;

    private final DecodingMemory memory = new DecodingMemory(256 * MEGABYTE);
    private final PhotoDecoder decoder = new PhotoDecoder(224, memory);

    @Test
    void shouldRefuseAJpegOfThousandsOfScans() {
        byte[] jpeg = DrawnPhotos.progressiveJpeg(DrawnPhotos.redAndBlue(64, 64));
        int lastScan = lastScan(jpeg);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(jpeg, 0, lastScan);
        for (int scan = 0; scan < 2_000; scan++) {
            file.write(jpeg, lastScan, jpeg.length - 2 - lastScan);
        }
        file.write(jpeg, jpeg.length - 2, 2);

        assertBad(file.toByteArray(), "the JPEG has more than 100 scans");
    }

    /** A reader goes through all that it claims, for ten seconds, before it says that there is no more. */
    @Test
    void shouldRefuseAJpegThatClaimsFarMoreThanItHas() {
        byte[] jpeg = DrawnPhotos.concatenate(DrawnPhotos.jpeg(DrawnPhotos.redAndBlue(64, 64)), new byte[20_000]);
        int frame = 0;
        while (jpeg[frame] != (byte) 0xFF || jpeg[frame + 1] != (byte) 0xC0) {
            frame++;
        }
        ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) 1_500).putShort(frame + 7, (short) 65_500);

        assertBad(jpeg, "the JPEG has 65500 x 1500 pixels in " + jpeg.length + " bytes, which is no photo");
    }

    /** Optimised for one colour: as few bytes as a JPEG of its size can have, nearly. */
    @Test
    void shouldDecodeALargeJpegOfOneColour() {
        assertThat(decoder.decode(DrawnPhotos.jpeg(DrawnPhotos.redAndBlue(8_000, 4_000))))
                .isNotEmpty();
    }

    @Test
    void shouldRefuseAJpegThatIsMostlyMetadata() {
        byte[] jpeg = DrawnPhotos.jpeg(DrawnPhotos.redAndBlue(64, 64));
        ByteBuffer file = ByteBuffer.allocate(jpeg.length + 300 * (2 + 65_000)).put(jpeg, 0, 2);
        for (int segment = 0; segment < 300; segment++) {
            file.putShort((short) 0xFFE5).putShort((short) 65_000).put(new byte[65_000 - 2]);
        }

        assertBad(file.put(jpeg, 2, jpeg.length - 2).array(), "the JPEG has more than 16 MB of metadata");
    }

    @Test
    void shouldRefuseAPngThatIsMostlyMetadata() {
        byte[] png = DrawnPhotos.png(DrawnPhotos.redAndBlue(64, 64));

        assertBad(
                DrawnPhotos.withPngChunk(png, "tEXt", new byte[17 * MEGABYTE]),
                "the PNG has more than 16 MB of metadata");
    }

    @ParameterizedTest
    @ValueSource(strings = {"iCCP", "zTXt", "iTXt"})
    void shouldNotInflateTheTextsOfAPng(String chunk) throws Exception {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.write(chunk.equals("iTXt") ? new byte[] {'a', 0, 1, 0, 0, 0} : new byte[] {'a', 0, 0});
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(data)) {
            byte[] zeros = new byte[MEGABYTE];
            for (int i = 0; i < 300; i++) {
                deflater.write(zeros);
            }
        }
        byte[] png =
                DrawnPhotos.withPngChunk(DrawnPhotos.png(DrawnPhotos.redAndBlue(64, 64)), chunk, data.toByteArray());

        assertThatCode(() -> decoder.decode(png)).doesNotThrowAnyException();
    }

    @Test
    void shouldRefuseRowsThatNoCameraMakes() {
        assertBad(
                DrawnPhotos.pngHeader(100_000_000, 1),
                "the PNG has 100000000 x 1 pixels, more than the limit of 65535 a side");
    }

    @Test
    void shouldNotFollowTheDirectoriesOfATiffInCircles() {
        byte[] tiff = DrawnPhotos.greyTiff(new byte[64], 1);
        int directory = 8 + 64;
        ByteBuffer.wrap(tiff).order(ByteOrder.LITTLE_ENDIAN).putInt(tiff.length - 4, directory);
        byte[] exif = DrawnPhotos.tiff(new byte[64], new int[][] {
            {256, 1, 8},
            {257, 1, 8},
            {258, 1, 8},
            {259, 1, 1},
            {262, 1, 1},
            {273, 1, 8},
            {277, 1, 1},
            {278, 1, 8},
            {279, 1, 64},
            {330, 1, directory},
            {34665, 1, directory}
        });

        assertThat(decoder.decode(tiff)).isNotEmpty();
        assertThat(decoder.decode(exif)).isNotEmpty();
        TiffDirectory bare =
                TiffDirectory.first(TiffFile.bare(exif), 0, exif.length).orElseThrow();
        assertThat(bare.values(330)).isEmpty();
        assertThat(bare.values(34665)).isEmpty();
        assertThat(bare.value(256, 0)).isEqualTo(8);
    }

    @Test
    void shouldRefuseATiffWhoseTilesAreFarLargerThanThePhoto() {
        byte[] tiff = DrawnPhotos.tiff(new byte[64], new int[][] {
            {256, 1, 8},
            {257, 1, 8},
            {258, 1, 8},
            {259, 1, 5},
            {262, 1, 1},
            {277, 1, 1},
            {322, 1, 60_000},
            {323, 1, 60_000},
            {324, 1, 8},
            {325, 1, 64}
        });

        assertBad(tiff, "the TIFF of 8 x 8 pixels needs 10299 MB to be decoded");
    }

    @Test
    void shouldRefuseATiffWithAJpegThatIsLargerThanItsPlace() {
        byte[] jpeg = DrawnPhotos.jpeg(DrawnPhotos.redAndBlue(640, 480));
        byte[] tiff = DrawnPhotos.tiff(jpeg, new int[][] {
            {256, 1, 8},
            {257, 1, 8},
            {258, 1, 8},
            {259, 1, 7},
            {262, 1, 6},
            {273, 1, 8},
            {277, 1, 3},
            {278, 1, 8},
            {279, 1, jpeg.length}
        });

        assertBad(tiff, "a JPEG in it is larger than its place");
    }

    @Test
    void shouldRefuseAWebpWhosePictureIsLargerThanItsCanvas() {
        byte[] picture = DrawnPhotos.oneColourWebp(3_000, 3_000);
        byte[] webp = ByteBuffer.allocate(picture.length + 18)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(picture, 0, 4)
                .putInt(picture.length + 10)
                .put("WEBPVP8X".getBytes())
                .putInt(10)
                .put(new byte[10])
                .put(picture, 12, picture.length - 12)
                .array();

        assertBad(webp, "its picture is larger than its canvas");
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void shouldRefuseABmpThatIsAnotherFormatInside(int compression) {
        byte[] bmp = DrawnPhotos.bmp(DrawnPhotos.redAndBlue(64, 64));
        bmp[30] = (byte) compression;

        assertBad(bmp, "its compression is " + compression);
    }

    /** Run lengths may take any number of bytes, but not none. */
    @Test
    void shouldRefuseABmpWhosePictureBeginsWhereTheFileEnds() {
        byte[] bmp = DrawnPhotos.bmp(DrawnPhotos.redAndBlue(64, 64, BufferedImage.TYPE_BYTE_INDEXED));
        ByteBuffer header = ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(30, 1).putInt(34, 0);
        byte[] headerAlone = Arrays.copyOf(bmp, header.getInt(10));

        assertBad(headerAlone, "the BMP is truncated");
    }

    @Test
    void shouldNotOpenTheFileThatABmpNamesAsItsColourProfile() {
        byte[] bmp = new byte[14 + 124 + 4];
        ByteBuffer header = ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN);
        header.put((byte) 'B')
                .put((byte) 'M')
                .putInt(2, bmp.length)
                .putInt(10, 138)
                .putInt(14, 124);
        header.putInt(18, 1).putInt(22, 1).putShort(26, (short) 1).putShort(28, (short) 24);
        header.put(70, "KNIL".getBytes()).putInt(126, 124).putInt(130, 4);

        byte[] seen = BmpHeader.withoutProfile(bmp);

        assertThat(new String(seen, 70, 4)).isEqualTo("BGRs");
        assertThat(decoder.decode(bmp)).isNotEmpty();
    }

    @Test
    void shouldHaveItsMemoryBackAfterEachPhoto() {
        byte[] png = DrawnPhotos.png(DrawnPhotos.redAndBlue(300, 200));
        byte[] damaged = png.clone();
        Arrays.fill(damaged, 60, 100, (byte) 7);

        decoder.decode(png);
        assertBad(damaged, "the PNG is damaged");

        assertThat(memory.free()).isEqualTo(memory.bytes());
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MAX_VALUE, 200, -1})
    void shouldNotTakeAsMuchMemoryAsAColourProfileSays(int length) {
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
        ByteBuffer.wrap(profile).putInt(0, length);
        byte[] header = {'I', 'C', 'C', '_', 'P', 'R', 'O', 'F', 'I', 'L', 'E', 0, 1, 1};
        byte[] jpeg = DrawnPhotos.jpeg(DrawnPhotos.redAndBlue(64, 64));

        byte[] file = DrawnPhotos.withJpegSegment(jpeg, 0xE2, DrawnPhotos.concatenate(header, profile));

        assertThat(JpegSegments.bare(file)).isEqualTo(jpeg);
        assertThat(decoder.decode(file)).isEqualTo(decoder.decode(jpeg));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MAX_VALUE, 200, -1})
    void shouldNotTakeAsMuchMemoryAsAColourProfileOfAWebpSays(int length) {
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
        ByteBuffer.wrap(profile).putInt(0, length);
        byte[] webp = DrawnPhotos.WEBP_ROTATED.clone();
        webp[20] |= 0x20;

        byte[] file = withWebpChunk(webp, "ICCP", profile);

        assertThat(decoder.decode(file)).isEqualTo(decoder.decode(webp));
    }

    @Test
    void shouldKeepASoundColourProfile() {
        byte[] header = {'I', 'C', 'C', '_', 'P', 'R', 'O', 'F', 'I', 'L', 'E', 0, 1, 1};
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        byte[] jpeg = DrawnPhotos.jpeg(DrawnPhotos.redAndBlue(64, 64));

        byte[] file = DrawnPhotos.withJpegSegment(jpeg, 0xE2, DrawnPhotos.concatenate(header, profile));

        assertThat(JpegSegments.bare(file)).isEqualTo(file);
    }

    @Test
    void shouldGiveTheReaderOfAJpegNothingButPixels() {
        byte[] jpeg = DrawnPhotos.jpeg(DrawnPhotos.redAndBlue(64, 64));

        byte[] file = DrawnPhotos.withJpegSegment(
                DrawnPhotos.withJpegSegment(DrawnPhotos.withOrientation(jpeg, 6), 0xFE, new byte[100]),
                0xED,
                new byte[9]);

        assertThat(JpegSegments.bare(file)).isEqualTo(jpeg);
    }

    @Test
    void shouldPassOverChunksOfAWebpThatNobodyKnows() {
        byte[] webp = DrawnPhotos.WEBP_ROTATED.clone();

        byte[] longer = withWebpChunk(webp, "NEW ", new byte[] {1, 2});

        assertThat(decoder.decode(longer)).isEqualTo(decoder.decode(webp));
    }

    /** With another chunk behind the first, which has the canvas. */
    private static byte[] withWebpChunk(byte[] webp, String type, byte[] data) {
        int afterCanvas = 12 + 18;
        ByteBuffer longer = ByteBuffer.allocate(webp.length + 8 + data.length + (data.length & 1))
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(webp, 0, afterCanvas)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .putInt(data.length)
                .put(data);
        longer.position(longer.position() + (data.length & 1));
        longer.put(webp, afterCanvas, webp.length - afterCanvas);
        return longer.putInt(4, longer.capacity() - 8).array();
    }

    @ParameterizedTest
    @EnumSource(PhotoFormat.class)
    void shouldRefuseEachStartOfEachFormat(PhotoFormat format) {
        byte[] file = start(format);
        for (int length = 0; length < file.length; length++) {
            assertBad(Arrays.copyOf(file, length), "");
        }
    }

    private static byte[] start(PhotoFormat format) {
        BufferedImage image = DrawnPhotos.redAndBlue(64, 64);
        byte[] file = switch (format) {
            case JPEG -> DrawnPhotos.jpeg(image);
            case PNG -> DrawnPhotos.png(image);
            case WEBP -> DrawnPhotos.WEBP_ROTATED;
            case TIFF -> DrawnPhotos.tiff(image);
            case GIF -> DrawnPhotos.gif(DrawnPhotos.redAndBlue(64, 64, BufferedImage.TYPE_BYTE_INDEXED));
            case BMP -> DrawnPhotos.bmp(image);
            case HEIC -> DrawnPhotos.isoMedia("heic");
            case AVIF -> DrawnPhotos.isoMedia("avif");
        };
        return Arrays.copyOf(file, Math.min(150, file.length - 1));
    }

    private static int lastScan(byte[] jpeg) {
        for (int at = jpeg.length - 2; at > 0; at--) {
            if (jpeg[at] == (byte) 0xFF && jpeg[at + 1] == (byte) 0xDA) {
                return at;
            }
        }
        throw new IllegalArgumentException("no scan");
    }

    private void assertBad(byte[] file, String message) {
        assertThatThrownBy(() -> decoder.decode(file))
                .isInstanceOf(BadPhotoException.class)
                .hasMessageContaining(message);
    }
}
