package io.fourfold.bench;

import io.fourfold.infra.client.PhotoFile;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/**
 * Photo files as an attacker would send them, or a broken disk: damaged copies of good ones, files that claim more than they
 * have or have more than they claim, and files that are two things at once. The same number is the same file each time.
 */
public final class HostilePhotos {

    /** Most that one of them has, so that it fits an upload event. */
    private static final int MOST_BYTES = PhotoFile.MAX_INLINE_BYTES;

    private static final int[] NUMBERS = {
        0, 1, 2, 8, 255, 256, 0x7FFF, 0x8000, 0xFFFF, 0x10000, Integer.MAX_VALUE, -1, -2
    };

    private final long seed;

    public HostilePhotos(long seed) {
        this.seed = seed;
    }

    /**
     * One of them.
     *
     * @param kind what was done to which file
     */
    public record HostilePhoto(String kind, byte[] file) {}

    private enum Horror {
        BITS,
        BYTES_OF_THE_HEADER,
        NUMBERS_OF_THE_HEADER,
        TRUNCATED,
        MIDDLE_MISSING,
        PARTS_SWAPPED,
        PART_TWICE,
        NOISE_INSERTED,
        CHUNKS_SHUFFLED,
        TWO_FORMATS,
        ONLY_A_START,
        JPEG_SIZE,
        JPEG_EXIF,
        JPEG_COLOUR_PROFILE,
        JPEG_SCANS,
        JPEG_SEGMENTS,
        PNG_CHUNK,
        PNG_BOMB,
        GIF_SIZE,
        TIFF_DIRECTORY,
        WEBP_CHUNKS,
        BMP_HEADER,
        ISO_MEDIA
    }

    /** File of that number, 0 or more. */
    public HostilePhoto photo(int number) {
        Random random = new Random(seed * 1_000_003 + number);
        Horror horror = Horror.values()[number % Horror.values().length];
        DrawnFiles good = DrawnFiles.values()[random.nextInt(DrawnFiles.values().length)];
        byte[] file = file(horror, good.file(), random);
        return new HostilePhoto(horror + "-" + good, Arrays.copyOf(file, Math.min(file.length, MOST_BYTES)));
    }

    private static byte[] file(Horror horror, byte[] good, Random random) {
        return switch (horror) {
            case BITS -> flipped(good, good.length, 1 + random.nextInt(20), random);
            case BYTES_OF_THE_HEADER -> flipped(good, Math.min(good.length, 400), 1 + random.nextInt(8), random);
            case NUMBERS_OF_THE_HEADER -> withNumbers(good, random);
            case TRUNCATED -> Arrays.copyOf(good, random.nextInt(good.length));
            case MIDDLE_MISSING -> spliced(good, random, (start, part, end) -> join(start, end));
            case PARTS_SWAPPED -> spliced(good, random, (start, part, end) -> join(start, end, part));
            case PART_TWICE -> spliced(good, random, (start, part, end) -> join(start, part, part, end));
            case NOISE_INSERTED ->
                spliced(good, random, (start, part, end) -> join(start, noise(random, 300), part, end));
            case CHUNKS_SHUFFLED -> shuffledPng(random);
            case TWO_FORMATS -> twoFormats(good, random);
            case ONLY_A_START -> Arrays.copyOf(good, random.nextInt(Math.min(good.length, 40)));
            case JPEG_SIZE -> jpegOfSize(random);
            case JPEG_EXIF -> withSegment(0xE1, join(ascii("Exif\0\0"), exif(random)));
            case JPEG_COLOUR_PROFILE -> withProfile(random);
            case JPEG_SCANS -> jpegOfScans(random);
            case JPEG_SEGMENTS -> jpegOfSegments(random);
            case PNG_CHUNK -> pngWithChunk(random);
            case PNG_BOMB -> pngBomb(random);
            case GIF_SIZE -> gifOfSize(random);
            case TIFF_DIRECTORY -> tiffWithDirectory(random);
            case WEBP_CHUNKS -> webpOfChunks(random);
            case BMP_HEADER -> bmpWithHeader(random);
            case ISO_MEDIA -> isoMedia(random);
        };
    }

    private interface Splice {
        byte[] of(byte[] start, byte[] part, byte[] end);
    }

    private static byte[] spliced(byte[] good, Random random, Splice splice) {
        int from = random.nextInt(good.length);
        int to = from + random.nextInt(good.length - from);
        return splice.of(
                Arrays.copyOf(good, from),
                Arrays.copyOfRange(good, from, to),
                Arrays.copyOfRange(good, to, good.length));
    }

    private static byte[] flipped(byte[] good, int within, int times, Random random) {
        for (int i = 0; i < times; i++) {
            good[random.nextInt(within)] ^= (byte) (1 << random.nextInt(8));
        }
        return good;
    }

    private static byte[] withNumbers(byte[] good, Random random) {
        ByteBuffer buffer =
                ByteBuffer.wrap(good).order(random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        for (int i = 0; i <= random.nextInt(3); i++) {
            int at = random.nextInt(Math.min(good.length, 300) - 4);
            if (random.nextBoolean()) {
                buffer.putInt(at, number(random));
            } else {
                buffer.putShort(at, (short) number(random));
            }
        }
        return good;
    }

    /** A file that two readers take for two things. */
    private static byte[] twoFormats(byte[] good, Random random) {
        byte[] other = DrawnFiles.values()[random.nextInt(DrawnFiles.values().length)].file();
        return switch (random.nextInt(5)) {
            case 0 -> join(good, other);
            case 1 -> join(Arrays.copyOf(good, Math.min(good.length, 12)), other);
            case 2 -> join(ascii("%PDF-1.7\n"), good);
            case 3 -> join(ascii("<html><script>alert(1)</script>"), good);
            default -> withSegment(0xFE, Arrays.copyOf(other, Math.min(other.length, 60_000)));
        };
    }

    private static byte[] jpegOfSize(Random random) {
        byte[] jpeg = (random.nextBoolean() ? DrawnFiles.JPEG : DrawnFiles.JPEG_PROGRESSIVE).file();
        int frame = indexOf(jpeg, random.nextBoolean() ? 0xC0 : 0xC2, jpeg.length);
        if (frame > 0) {
            ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) number(random)).putShort(frame + 7, (short)
                    (random.nextBoolean() ? 65_500 : number(random)));
        }
        return jpeg;
    }

    /** Directories that lead in circles or out of the file, and tags of more values than there are bytes. */
    private static byte[] exif(Random random) {
        ByteBuffer tiff = ByteBuffer.allocate(8 + 2 + 20 * 12 + 4)
                .order(random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        tiff.put(ascii(tiff.order() == ByteOrder.LITTLE_ENDIAN ? "II" : "MM")).putShort((short) 42);
        tiff.putInt(random.nextInt(5) == 0 ? number(random) : 8).putShort((short) (random.nextInt(5) == 0 ? -1 : 20));
        int[] tags = {0x0112, 0x8769, 0x8825, 0xA005, 0x927C, 0x014A, 0x0201, 0x0202, 0x9286, 0x02BC};
        for (int entry = 0; entry < 20; entry++) {
            tiff.putShort((short) tags[random.nextInt(tags.length)]).putShort((short) random.nextInt(14));
            tiff.putInt(number(random)).putInt(random.nextBoolean() ? 8 : number(random));
        }
        tiff.putInt(random.nextBoolean() ? 8 : number(random));
        return tiff.array();
    }

    private static byte[] withProfile(Random random) {
        byte[] profile = profile(random);
        byte[] name = ascii("ICC_PROFILE\0");
        byte[] count = {(byte) (random.nextInt(4) == 0 ? number(random) : 1), (byte) (random.nextInt(4) == 0 ? 7 : 1)};
        return withSegment(0xE2, join(name, count, Arrays.copyOf(profile, Math.min(profile.length, 60_000))));
    }

    private static byte[] profile(Random random) {
        int[] spaces = {ColorSpace.CS_sRGB, ColorSpace.CS_GRAY, ColorSpace.CS_LINEAR_RGB, ColorSpace.CS_CIEXYZ};
        byte[] profile =
                ICC_Profile.getInstance(spaces[random.nextInt(spaces.length)]).getData();
        return switch (random.nextInt(3)) {
            case 0 -> withNumbers(profile, random);
            case 1 -> flipped(profile, profile.length, 30, random);
            default -> Arrays.copyOf(profile, random.nextInt(profile.length));
        };
    }

    /** The last scan again and again. */
    private static byte[] jpegOfScans(Random random) {
        byte[] jpeg = DrawnFiles.JPEG_PROGRESSIVE.file();
        int scan = lastIndexOf(jpeg, 0xDA);
        byte[] again = Arrays.copyOfRange(jpeg, scan, jpeg.length - 2);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(jpeg, 0, scan);
        int times = random.nextBoolean() ? 90 : 5_000;
        for (int i = 0; i < times && file.size() < MOST_BYTES - again.length - 2; i++) {
            file.writeBytes(again);
        }
        file.write(jpeg, jpeg.length - 2, 2);
        return file.toByteArray();
    }

    private static byte[] jpegOfSegments(Random random) {
        byte[] jpeg = DrawnFiles.JPEG.file();
        int length = 2 + random.nextInt(40);
        int count = Math.min(20_000, (MOST_BYTES - jpeg.length) / (length + 2));
        ByteBuffer file =
                ByteBuffer.allocate(jpeg.length + count * (length + 2)).put(jpeg, 0, 2);
        int[] markers = {0xE0, 0xE1, 0xE2, 0xED, 0xEE, 0xFE, 0xDB, 0xC4};
        byte marker = (byte) markers[random.nextInt(markers.length)];
        for (int i = 0; i < count; i++) {
            file.put((byte) 0xFF).put(marker).putShort((short) length).put(noise(random, length - 2));
        }
        return file.put(jpeg, 2, jpeg.length - 2).array();
    }

    private static byte[] withSegment(int marker, byte[] data) {
        byte[] jpeg = DrawnFiles.JPEG.file();
        return ByteBuffer.allocate(jpeg.length + 4 + data.length)
                .put(jpeg, 0, 2)
                .put((byte) 0xFF)
                .put((byte) marker)
                .putShort((short) (data.length + 2))
                .put(data)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    private static byte[] shuffledPng(Random random) {
        byte[] png = DrawnFiles.PNG_PALETTE.file();
        List<byte[]> chunks = new ArrayList<>();
        for (int at = 8; at + 12 <= png.length; ) {
            int end = at + 12 + ByteBuffer.wrap(png).getInt(at);
            chunks.add(Arrays.copyOfRange(png, at, end));
            at = end;
        }
        Collections.shuffle(chunks, random);
        return join(Arrays.copyOf(png, 8), join(chunks.toArray(byte[][]::new)));
    }

    private static byte[] pngWithChunk(Random random) {
        byte[] png = DrawnFiles.PNG.file();
        String[] types = {"iCCP", "zTXt", "iTXt", "tEXt", "eXIf", "tRNS", "PLTE", "gAMA", "sBIT", "acTL", "fcTL", "IHDR"
        };
        String type = types[random.nextInt(types.length)];
        byte[] data = switch (random.nextInt(3)) {
            case 0 -> join(ascii("a\0\0"), deflated(new byte[20_000_000]));
            case 1 -> join(ascii("a\0\0"), deflated(profile(random)));
            default -> type.equals("eXIf") ? exif(random) : noise(random, random.nextInt(2_000));
        };
        int afterHeader = 8 + 25;
        return join(
                Arrays.copyOf(png, afterHeader),
                pngChunk(type, data),
                Arrays.copyOfRange(png, afterHeader, png.length));
    }

    /** Pixels that take nearly no bytes, of any depth. */
    private static byte[] pngBomb(Random random) {
        int width = 1 + random.nextInt(6_000);
        int height = 1 + random.nextInt(6_000);
        boolean honest = random.nextBoolean();
        int[] colours = {0, 2, 3, 4, 6};
        ByteBuffer header = ByteBuffer.allocate(13)
                .putInt(honest ? width : number(random))
                .putInt(honest ? height : number(random))
                .put((byte) (1 << random.nextInt(5)))
                .put((byte) colours[random.nextInt(colours.length)])
                .put(new byte[] {0, 0, (byte) random.nextInt(2)});
        return join(
                new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'},
                pngChunk("IHDR", header.array()),
                pngChunk("PLTE", new byte[3 * 256]),
                pngChunk("IDAT", deflated(new byte[Math.min(40_000_000, width * height)])),
                pngChunk("IEND", new byte[0]));
    }

    private static byte[] gifOfSize(Random random) {
        byte[] gif = DrawnFiles.GIF.file();
        ByteBuffer buffer = ByteBuffer.wrap(gif).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(6, (short) number(random)).putShort(8, (short) number(random));
        int picture = 13;
        while (picture + 10 < gif.length && !(gif[picture] == 0x2C && buffer.getInt(picture + 1) == 0)) {
            picture++;
        }
        if (picture + 10 < gif.length) {
            buffer.putShort(picture + 5, (short) number(random)).putShort(picture + 7, (short) number(random));
            gif[picture + 9] ^= (byte) (random.nextInt(4) << 6);
        }
        return gif;
    }

    private static byte[] tiffWithDirectory(Random random) {
        DrawnFiles[] tiffs = {
            DrawnFiles.TIFF,
            DrawnFiles.TIFF_LZW,
            DrawnFiles.TIFF_DEFLATE,
            DrawnFiles.TIFF_PACK_BITS,
            DrawnFiles.TIFF_JPEG,
            DrawnFiles.TIFF_FAX,
            DrawnFiles.TIFF_TILED
        };
        byte[] tiff = tiffs[random.nextInt(tiffs.length)].file();
        ByteBuffer buffer =
                ByteBuffer.wrap(tiff).order(tiff[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = buffer.getInt(4);
        int entries = buffer.getShort(directory);
        for (int i = 0; i <= random.nextInt(3); i++) {
            int entry = directory + 2 + random.nextInt(entries) * 12;
            switch (random.nextInt(4)) {
                case 0 -> buffer.putInt(entry + 8, number(random));
                case 1 -> buffer.putInt(entry + 4, number(random));
                case 2 -> buffer.putShort(entry + 8, (short) number(random));
                default -> buffer.putShort(entry + 2, (short) random.nextInt(14));
            }
        }
        return tiff;
    }

    private static byte[] webpOfChunks(Random random) {
        byte[] picture = random.nextBoolean()
                ? DrawnFiles.webpOfOneColour(1 + random.nextInt(3_000), 1 + random.nextInt(3_000))
                : DrawnFiles.WEBP_LOSSY.file();
        byte[] canvas = new byte[10];
        random.nextBytes(canvas);
        canvas[0] &= 0x3E;
        Arrays.fill(canvas, 1, 4, (byte) 0);
        if (random.nextBoolean()) {
            Arrays.fill(canvas, 4, 10, (byte) 0);
            canvas[4] = 15;
            canvas[7] = 7;
        }
        byte[] body = join(
                riffChunk("VP8X", canvas),
                riffChunk("ICCP", profile(random)),
                random.nextBoolean() ? riffChunk("ANIM", noise(random, 6)) : riffChunk("ALPH", noise(random, 50)),
                Arrays.copyOfRange(picture, 12, picture.length),
                riffChunk("EXIF", exif(random)),
                riffChunk("XMP ", noise(random, 1_000)));
        byte[] header = ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("RIFF"))
                .putInt(4 + body.length)
                .put(ascii("WEBP"))
                .array();
        return join(header, body);
    }

    private static byte[] bmpWithHeader(Random random) {
        DrawnFiles[] bmps = {DrawnFiles.BMP, DrawnFiles.BMP_RUN_LENGTHS, DrawnFiles.BMP_MASKS};
        byte[] bmp = bmps[random.nextInt(bmps.length)].file();
        ByteBuffer header = ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN);
        int[] fields = {10, 14, 18, 22, 30, 34, 46, 50, 54, 70, 126, 130};
        for (int i = 0; i <= random.nextInt(3); i++) {
            header.putInt(fields[random.nextInt(fields.length)], number(random));
        }
        if (random.nextInt(3) == 0) {
            header.putShort(28, (short) number(random));
        }
        if (random.nextInt(3) == 0) {
            header.putInt(18, 3_000).putInt(22, 3_000);
        }
        return bmp;
    }

    private static byte[] isoMedia(Random random) {
        String[] brands = {"heic", "avif", "mif1", "isom", "jp2 "};
        byte[] brand = ascii(brands[random.nextInt(brands.length)]);
        ByteBuffer file = ByteBuffer.allocate(40)
                .putInt(24)
                .put(ascii("ftyp"))
                .put(brand)
                .putInt(0)
                .put(brand);
        return join(file.putInt(24, number(random)).array(), noise(random, random.nextInt(2_000)));
    }

    private static int number(Random random) {
        return random.nextInt(4) == 0 ? random.nextInt() : NUMBERS[random.nextInt(NUMBERS.length)];
    }

    private static byte[] noise(Random random, int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] deflated(byte[] data) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(bytes)) {
            deflater.write(data);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static byte[] pngChunk(String type, byte[] data) {
        byte[] typeAndData = join(ascii(type), data);
        CRC32 checksum = new CRC32();
        checksum.update(typeAndData);
        return ByteBuffer.allocate(typeAndData.length + 8)
                .putInt(data.length)
                .put(typeAndData)
                .putInt((int) checksum.getValue())
                .array();
    }

    private static byte[] riffChunk(String type, byte[] data) {
        return ByteBuffer.allocate(8 + data.length + (data.length & 1))
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii(type))
                .putInt(data.length)
                .put(data)
                .array();
    }

    private static int indexOf(byte[] file, int marker, int end) {
        for (int at = 0; at + 10 < end; at++) {
            if (file[at] == (byte) 0xFF && file[at + 1] == (byte) marker) {
                return at;
            }
        }
        return -1;
    }

    private static int lastIndexOf(byte[] file, int marker) {
        int last = 0;
        for (int at = 0; at + 1 < file.length; at++) {
            if (file[at] == (byte) 0xFF && file[at + 1] == (byte) marker) {
                last = at;
            }
        }
        return last;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
