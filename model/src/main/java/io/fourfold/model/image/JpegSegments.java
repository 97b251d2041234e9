package io.fourfold.model.image;

import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Walks the marker segments of a JPEG (ITU-T T.81, annex B) to its end-of-image marker; what follows that is ignored. */
final class JpegSegments {

    /** Each scan of a progressive JPEG goes over all coefficients; encoders write about ten. */
    static final int MOST_SCANS = 100;

    private static final int END_OF_IMAGE = 0xD9;
    private static final int START_OF_SCAN = 0xDA;
    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int APP2 = 0xE2;
    private static final int APP14 = 0xEE;
    private static final int APP15 = 0xEF;
    private static final int COMMENT = 0xFE;
    private static final int PROGRESSIVE_FRAME = 0xC2;
    private static final int LOSSLESS_FRAME = 0xC3;

    /** Where a frame's segment has the image's height and then its width, from its length on. */
    private static final int FRAME_SIZE = 3;

    /** A progressive JPEG's scans add to coefficients of all channels, four at most, of two bytes each, until the last one. */
    private static final int COEFFICIENT_BYTES = 8;

    /** Of a lossless one the reader keeps four numbers for each channel. */
    private static final int LOSSLESS_BYTES = 16;

    private static final String PROFILE = "ICC_PROFILE\0";

    /** Behind the name come the part's number and how many there are. */
    private static final int PROFILE_HEADER_BYTES = PROFILE.length() + 2;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long LOW_BITS = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private final byte[] file;
    private final int end;
    private final List<Range> metadataRanges = new ArrayList<>();
    private final List<Range> profileRanges = new ArrayList<>();
    private final ByteArrayOutputStream profile = new ByteArrayOutputStream();
    private boolean profileInOrder = true;
    private final MetadataLimit metadata = new MetadataLimit(PhotoFormat.JPEG);
    private int position;
    private int orientation = PhotoFile.UPRIGHT;
    private int bytesPerPixel;
    private long pixels;
    private int scans;

    private JpegSegments(byte[] file, int start, int end) {
        this.file = file;
        this.position = start + 2;
        this.end = end;
    }

    static PhotoFile scan(byte[] file) {
        JpegSegments segments = new JpegSegments(file, 0, file.length);
        boolean complete = segments.reachesEnd();
        return new PhotoFile(complete, segments.orientation, segments.bytesPerPixel, 0);
    }

    /**
     * Pixels of a JPEG that is part of a file.
     *
     * @throws BadPhotoException if it has too many scans
     */
    static long pixels(byte[] file, int start, int length) {
        JpegSegments segments = new JpegSegments(file, start, start + length);
        segments.reachesEnd();
        return segments.pixels;
    }

    /**
     * The file without metadata: of what applications may add, readers need to know only how colours are coded. A colour
     * profile stays if it is sound.
     */
    static byte[] bare(byte[] file) {
        JpegSegments segments = new JpegSegments(file, 0, file.length);
        segments.reachesEnd();
        List<Range> dropped = new ArrayList<>(segments.metadataRanges);
        if (!segments.profileInOrder || !ColourProfile.isSound(segments.profile.toByteArray())) {
            dropped.addAll(segments.profileRanges);
            dropped.sort(Comparator.comparing(Range::start));
        }
        int droppedBytes =
                dropped.stream().mapToInt(range -> range.end - range.start).sum();
        ByteBuffer bare = ByteBuffer.allocate(file.length - droppedBytes);
        int copied = 0;
        for (Range range : dropped) {
            bare.put(file, copied, range.start - copied);
            copied = range.end;
        }
        return bare.put(file, copied, file.length - copied).array();
    }

    private record Range(int start, int end) {}

    private boolean reachesEnd() {
        while (true) {
            int marker = nextMarker();
            if (marker < 0) {
                return false;
            }
            if (marker == END_OF_IMAGE) {
                return true;
            }
            if (hasNoLength(marker)) {
                continue;
            }
            if (position + 2 > end) {
                return false;
            }
            int length = (file[position] & 0xFF) << 8 | file[position + 1] & 0xFF;
            if (length < 2 || position + length > end) {
                return false;
            }
            segment(marker, length);
            position += length;
            if (marker == START_OF_SCAN) {
                skipEntropyCodedData();
            }
        }
    }

    private void segment(int marker, int length) {
        if (marker >= APP0 && marker <= APP15 || marker == COMMENT) {
            metadata(marker, length);
        }
        if (marker == APP1 && ExifOrientation.isExif(file, position + 2)) {
            orientation = ExifOrientation.read(file, position + 2, length - 2);
        }
        if (marker == PROGRESSIVE_FRAME) {
            bytesPerPixel = Math.max(bytesPerPixel, COEFFICIENT_BYTES);
        }
        if (marker == LOSSLESS_FRAME) {
            bytesPerPixel = LOSSLESS_BYTES;
        }
        if (isFrame(marker) && length >= FRAME_SIZE + 4) {
            ByteBuffer size = ByteBuffer.wrap(file, position + FRAME_SIZE, 4);
            long height = Short.toUnsignedLong(size.getShort());
            pixels = Math.max(pixels, height * Short.toUnsignedLong(size.getShort()));
        }
        if (marker == START_OF_SCAN && ++scans > MOST_SCANS) {
            throw new BadPhotoException(
                    "the JPEG has more than " + MOST_SCANS + " scans, which takes too long: write it anew");
        }
    }

    private void metadata(int marker, int length) {
        metadata.take(length);
        Range range = new Range(position - 2, position + length);
        int data = position + 2;
        if (marker == APP2 && length > PROFILE_HEADER_BYTES + 2 && startsWith(PROFILE, data)) {
            profileRanges.add(range);
            profileInOrder &= file[data + PROFILE.length()] == profileRanges.size();
            profile.write(file, data + PROFILE_HEADER_BYTES, length - 2 - PROFILE_HEADER_BYTES);
        } else if (!(marker == APP0 && startsWith("JFIF", data) || marker == APP14 && startsWith("Adobe", data))) {
            metadataRanges.add(range);
        }
    }

    private boolean startsWith(String text, int at) {
        return PhotoFormat.latin1(file, at, text.length()).equals(text);
    }

    /** The code after the next 0xFF, however many fill bytes come before it; -1 at the end of the file. */
    private int nextMarker() {
        while (position < end && file[position] != (byte) 0xFF) {
            position++;
        }
        while (position < end && file[position] == (byte) 0xFF) {
            position++;
        }
        return position < end ? file[position++] & 0xFF : -1;
    }

    /** Stops at the 0xFF of the first marker that is neither a stuffed zero nor a restart. */
    private void skipEntropyCodedData() {
        while (position + 1 < end) {
            while (position + Long.BYTES + 1 < end && !hasFill((long) EIGHT_BYTES.get(file, position))) {
                position += Long.BYTES;
            }
            int code = file[position + 1] & 0xFF;
            if (file[position] == (byte) 0xFF && code != 0xFF && !hasNoLength(code)) {
                return;
            }
            position++;
        }
        position = end;
    }

    /** Whether one of eight bytes is 0xFF: only from such a one does taking one from its complement borrow. */
    private static boolean hasFill(long bytes) {
        return (~bytes - LOW_BITS & bytes & HIGH_BITS) != 0;
    }

    private static boolean hasNoLength(int marker) {
        return marker == 0x00 || marker == 0x01 || marker >= 0xD0 && marker <= 0xD8;
    }

    /** Start of frame; three codes of their range are tables. */
    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }
}
