package io.fourfold.model.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Photo files drawn by the tests: the left half red, the right half blue, unless said otherwise. */
final class DrawnPhotos {

    /** 16 x 8 pixels, lossless (VP8L); Java has no WebP writer. */
    static final byte[] WEBP_LOSSLESS =
            Base64.getDecoder().decode("UklGRiYAAABXRUJQVlA4TBkAAAAvD8ABAA8Q87//8x8OxILJ/KU7U4jof+QAAA==");

    /** 16 x 8 pixels, lossy (VP8). */
    static final byte[] WEBP_LOSSY = Base64.getDecoder()
            .decode(
                    "UklGRkQAAABXRUJQVlA4IDgAAAAwAgCdASoQAAgAAMASJaACdLoB+AH4gARoAAD+/Suf/9+gm/93m/10S8z/60c//rRlcH9aOb+gAA==");

    /** 16 x 8 pixels, the left half red but fully transparent. */
    static final byte[] WEBP_TRANSPARENT =
            Base64.getDecoder().decode("UklGRiYAAABXRUJQVlA4TBkAAAAvD8ABEA8Q+z//8x8xxILJ/KU7U4jof+gAAA==");

    /** 16 x 8 pixels with an EXIF chunk of orientation 6. */
    static final byte[] WEBP_ROTATED = Base64.getDecoder()
            .decode(
                    "UklGRloAAABXRUJQVlA4WAoAAAAIAAAADwAABwAAVlA4TBkAAAAvD8ABAA8Q87//8x8OxILJ/KU7U4jof+QAAEVYSUYaAAAATU0AKgAAAAgAAQESAAMAAAABAAYAAAAAAAA=");

    private static final Set<Integer> SIZES_OF_TIFF = Set.of(256, 257, 273, 278, 279, 322, 323, 324, 325);

    private DrawnPhotos() {}

    static BufferedImage redAndBlue(int width, int height) {
        return redAndBlue(width, height, BufferedImage.TYPE_INT_RGB);
    }

    static BufferedImage redAndBlue(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, width / 2, height);
        graphics.setColor(Color.BLUE);
        graphics.fillRect(width / 2, 0, width - width / 2, height);
        graphics.dispose();
        return image;
    }

    /** A complete lossless WebP: five codes of one symbol each, so that no pixel takes a bit. */
    static byte[] oneColourWebp(int width, int height) {
        return webp(width, height, 0);
    }

    /** Green has a code of two symbols, so that each pixel takes a bit; there are too few for all. */
    static byte[] webpWithTooFewBits(int width, int height) {
        return webp(width, height, 0b1001_1000);
    }

    private static byte[] webp(int width, int height, int codes) {
        long header = (width - 1L) | (height - 1L) << 14;
        ByteBuffer file = ByteBuffer.allocate(36).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes()).putInt(28).put("WEBPVP8L".getBytes()).putInt(15);
        file.put((byte) 0x2F).putInt((int) header).put((byte) codes);
        return file.array();
    }

    static byte[] png(BufferedImage image) {
        return written(image, "png");
    }

    static byte[] gif(BufferedImage image) {
        return written(image, "gif");
    }

    static byte[] bmp(BufferedImage image) {
        return written(image, "bmp");
    }

    static byte[] tiff(BufferedImage image) {
        return written(image, "tiff");
    }

    /** @param compression such as {@code LZW}, {@code Deflate}, {@code PackBits} or {@code JPEG} */
    static byte[] tiff(RenderedImage image, String compression) {
        return file("tiff", new IIOImage(image, null, null), parameters -> {
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionType(compression);
        });
    }

    /** A CMYK TIFF of one colour, uncompressed, in one strip. */
    static byte[] cmykTiff(int width, int height, int... inks) {
        ByteBuffer strip = ByteBuffer.allocate(width * height * 4 + 8).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < width * height * 4; i++) {
            strip.put((byte) inks[i % 4]);
        }
        int bits = 8 + strip.position();
        strip.putLong(0x0008_0008_0008_0008L);
        return tiff(strip.array(), new int[][] {
            {256, 1, width},
            {257, 1, height},
            {258, 4, bits},
            {259, 1, 1},
            {262, 1, 5},
            {273, 1, 8},
            {277, 1, 4},
            {278, 1, height},
            {279, 1, width * height * 4}
        });
    }

    /**
     * A little-endian TIFF: its header, its only strip, and a directory.
     *
     * @param entries tag, count, and value or offset; sizes are LONG, others SHORT
     */
    static byte[] tiff(byte[] strip, int[]... entries) {
        ByteBuffer file = ByteBuffer.allocate(8 + strip.length + 2 + entries.length * 12 + 4)
                .order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {'I', 'I', 42, 0})
                .putInt(8 + strip.length)
                .put(strip)
                .putShort((short) entries.length);
        for (int[] entry : entries) {
            int type = SIZES_OF_TIFF.contains(entry[0]) ? 4 : 3;
            file.putShort((short) entry[0])
                    .putShort((short) type)
                    .putInt(entry[1])
                    .putInt(entry[2]);
        }
        return file.array();
    }

    /** A grey TIFF of one strip, 8 x 8 pixels. */
    static byte[] greyTiff(byte[] pixels, int orientation) {
        return tiff(pixels, new int[][] {
            {256, 1, 8},
            {257, 1, 8},
            {258, 1, 8},
            {259, 1, 1},
            {262, 1, 1},
            {273, 1, 8},
            {274, 1, orientation},
            {277, 1, 1},
            {278, 1, 8},
            {279, 1, 64}
        });
    }

    /** A file in the ISO base media format of that brand, which has nothing else in it. */
    static byte[] isoMedia(String brand) {
        return ByteBuffer.allocate(28)
                .putInt(20)
                .put("ftyp".getBytes(StandardCharsets.ISO_8859_1))
                .put(brand.getBytes(StandardCharsets.ISO_8859_1))
                .putInt(0)
                .put("mif1".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(8)
                .put("mdat".getBytes(StandardCharsets.ISO_8859_1))
                .array();
    }

    static byte[] jpeg(BufferedImage image) {
        return jpeg(new IIOImage(image, null, null), false);
    }

    static byte[] progressiveJpeg(BufferedImage image) {
        return jpeg(new IIOImage(image, null, null), true);
    }

    /** An Adobe CMYK JPEG of one colour; Adobe stores inks inverted, so that 255 is no ink. */
    static byte[] cmykJpeg(int width, int height, int cyan, int magenta, int yellow, int black) {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, null);
        for (int i = 0; i < width * height; i++) {
            raster.setPixel(i % width, i / width, new int[] {cyan, magenta, yellow, black});
        }
        byte[] jpeg = jpeg(new IIOImage(raster, null, null), false);
        byte[] adobeMarkerWithoutTransform = {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
        return withJpegSegment(jpeg, 0xEE, adobeMarkerWithoutTransform);
    }

    static byte[] withOrientation(byte[] jpeg, int orientation) {
        byte[] exif = concatenate("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1), tiff(orientation));
        return withJpegSegment(jpeg, 0xE1, exif);
    }

    /** Inserts a segment right after the start of a JPEG. */
    static byte[] withJpegSegment(byte[] jpeg, int marker, byte[] data) {
        return ByteBuffer.allocate(jpeg.length + 4 + data.length)
                .put(jpeg, 0, 2)
                .put((byte) 0xFF)
                .put((byte) marker)
                .putShort((short) (data.length + 2))
                .put(data)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    /** Inserts a chunk right after a PNG's header chunk. */
    static byte[] withPngChunk(byte[] png, String type, byte[] data) {
        int afterHeader = 8 + 25;
        byte[] chunk = pngChunk(type, data);
        ByteBuffer file = ByteBuffer.allocate(png.length + chunk.length);
        file.put(png, 0, afterHeader).put(chunk).put(png, afterHeader, png.length - afterHeader);
        return file.array();
    }

    /** A PNG that declares a size and then ends. */
    static byte[] pngHeader(int width, int height) {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
        byte[] signature = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
        return concatenate(
                signature,
                concatenate(
                        pngChunk("IHDR", header),
                        concatenate(pngChunk("IDAT", new byte[0]), pngChunk("IEND", new byte[0]))));
    }

    /** A TIFF structure whose only tag is the orientation. */
    static byte[] tiff(int orientation) {
        return ByteBuffer.allocate(26)
                .put(new byte[] {'M', 'M'})
                .putShort((short) 42)
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0)
                .putInt(0)
                .array();
    }

    static byte[] concatenate(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    private static byte[] pngChunk(String type, byte[] data) {
        byte[] typeAndData = concatenate(type.getBytes(StandardCharsets.ISO_8859_1), data);
        CRC32 checksum = new CRC32();
        checksum.update(typeAndData);
        return ByteBuffer.allocate(typeAndData.length + 8)
                .putInt(data.length)
                .put(typeAndData)
                .putInt((int) checksum.getValue())
                .array();
    }

    private static byte[] jpeg(IIOImage image, boolean progressive) {
        return file("jpeg", image, parameters -> {
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(0.95f);
            if (progressive) {
                parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
        });
    }

    private static byte[] written(BufferedImage image, String format) {
        return file(format, new IIOImage(image, null, null), parameters -> {});
    }

    private static byte[] file(String format, IIOImage image, Consumer<ImageWriteParam> settings) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            settings.accept(parameters);
            writer.setOutput(output);
            writer.write(null, image, parameters);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
