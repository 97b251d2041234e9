package io.fourfold.bench;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Good photo files of each format that is read and of many of its kinds, drawn and written here. */
enum DrawnFiles {
    JPEG(() -> jpeg(image(BufferedImage.TYPE_INT_RGB), false)),
    JPEG_PROGRESSIVE(() -> jpeg(image(BufferedImage.TYPE_INT_RGB), true)),
    JPEG_GREY(() -> jpeg(image(BufferedImage.TYPE_BYTE_GRAY), false)),
    JPEG_CMYK(DrawnFiles::cmykJpeg),
    PNG(() -> written("png", image(BufferedImage.TYPE_INT_RGB), parameters -> {})),
    PNG_INTERLACED(() -> written(
            "png",
            image(BufferedImage.TYPE_INT_ARGB),
            parameters -> parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT))),
    PNG_16_BITS(() -> written("png", image(BufferedImage.TYPE_USHORT_GRAY), parameters -> {})),
    PNG_PALETTE(() -> written("png", image(BufferedImage.TYPE_BYTE_INDEXED), parameters -> {})),
    WEBP_LOSSLESS(() -> Base64.getDecoder().decode("UklGRiYAAABXRUJQVlA4TBkAAAAvD8ABAA8Q87//8x8OxILJ/KU7U4jof+QAAA==")),
    WEBP_LOSSY(
            () -> Base64.getDecoder()
                    .decode(
                            "UklGRkQAAABXRUJQVlA4IDgAAAAwAgCdASoQAAgAAMASJaACdLoB+AH4gARoAAD+/Suf/9+gm/93m/10S8z/60c//rRlcH9aOb+gAA==")),
    WEBP_EXTENDED(
            () -> Base64.getDecoder()
                    .decode(
                            "UklGRloAAABXRUJQVlA4WAoAAAAIAAAADwAABwAAVlA4TBkAAAAvD8ABAA8Q87//8x8OxILJ/KU7U4jof+QAAEVYSUYaAAAATU0AKgAAAAgAAQESAAMAAAABAAYAAAAAAAA=")),
    WEBP_ONE_COLOUR(() -> webpOfOneColour(640, 480)),
    TIFF(() -> written("tiff", image(BufferedImage.TYPE_3BYTE_BGR), parameters -> {})),
    TIFF_LZW(() -> tiff(BufferedImage.TYPE_INT_RGB, "LZW")),
    TIFF_DEFLATE(() -> tiff(BufferedImage.TYPE_USHORT_GRAY, "Deflate")),
    TIFF_PACK_BITS(() -> tiff(BufferedImage.TYPE_BYTE_INDEXED, "PackBits")),
    TIFF_JPEG(() -> tiff(BufferedImage.TYPE_INT_RGB, "JPEG")),
    TIFF_FAX(() -> tiff(BufferedImage.TYPE_BYTE_BINARY, "CCITT T.6")),
    TIFF_TILED(() -> written("tiff", image(BufferedImage.TYPE_INT_ARGB), parameters -> {
        parameters.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setTiling(64, 64, 0, 0);
    })),
    GIF(() -> written("gif", image(BufferedImage.TYPE_BYTE_INDEXED), parameters -> {})),
    GIF_TRANSPARENT(() -> written("gif", image(BufferedImage.TYPE_INT_ARGB), parameters -> {})),
    BMP(() -> written("bmp", image(BufferedImage.TYPE_3BYTE_BGR), parameters -> {})),
    BMP_RUN_LENGTHS(() -> written("bmp", image(BufferedImage.TYPE_BYTE_INDEXED), parameters -> {
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionType("BI_RLE8");
    })),
    BMP_MASKS(() -> written("bmp", image(BufferedImage.TYPE_USHORT_565_RGB), parameters -> {}));

    private static final int WIDTH = 240;
    private static final int HEIGHT = 180;

    private final byte[] file;

    DrawnFiles(Supplier<byte[]> file) {
        this.file = file.get();
    }

    /** A copy. */
    byte[] file() {
        return file.clone();
    }

    /** A lossless WebP (RFC 9649, VP8L) whose five prefix codes have one symbol each, so that its pixels take no bits. */
    static byte[] webpOfOneColour(int width, int height) {
        long size = (width - 1) | (long) (height - 1) << 14;
        int paddedBytes = 72;
        return ByteBuffer.allocate(92)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(12 + paddedBytes)
                .put("WEBPVP8L".getBytes(StandardCharsets.US_ASCII))
                .putInt(paddedBytes)
                .put((byte) 0x2F)
                .putLong(size | 0b0001_0001_0001_0001_0001L << 35)
                .array();
    }

    static byte[] written(String format, BufferedImage image, Consumer<ImageWriteParam> settings) {
        return written(format, new IIOImage(image, null, null), settings);
    }

    private static byte[] written(String format, IIOImage image, Consumer<ImageWriteParam> settings) {
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

    private static byte[] jpeg(BufferedImage image, boolean progressive) {
        return written(
                "jpeg",
                image,
                parameters -> parameters.setProgressiveMode(
                        progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED));
    }

    private static byte[] tiff(int type, String compression) {
        return written("tiff", image(type), parameters -> {
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionType(compression);
        });
    }

    private static byte[] cmykJpeg() {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, WIDTH, HEIGHT, 4, null);
        Random random = new Random(1);
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            raster.setPixel(i % WIDTH, i / WIDTH, new int[] {i % 256, i / 256 % 256, 200, random.nextInt(30) + 220});
        }
        byte[] jpeg = written("jpeg", new IIOImage(raster, null, null), parameters -> {});
        byte[] adobe = {(byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
        return ByteBuffer.allocate(jpeg.length + adobe.length)
                .put(jpeg, 0, 2)
                .put(adobe)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    /** Shapes, a gradient and some noise, as a photo has them. */
    private static BufferedImage image(int type) {
        Random random = new Random(1);
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
        Graphics2D graphics = image.createGraphics();
        for (int y = 0; y < HEIGHT; y++) {
            graphics.setColor(new Color(255 - y, y, 128));
            graphics.drawLine(0, y, WIDTH, y);
        }
        for (int i = 0; i < 40; i++) {
            graphics.setColor(new Color(random.nextInt(0x1000000)));
            graphics.fillOval(random.nextInt(WIDTH), random.nextInt(HEIGHT), random.nextInt(60), random.nextInt(60));
        }
        graphics.dispose();
        for (int i = 0; i < 2_000; i++) {
            image.setRGB(random.nextInt(WIDTH), random.nextInt(HEIGHT), random.nextInt());
        }
        return image;
    }
}
