package io.fourfold.model.image;

import java.nio.ByteBuffer;

/** Walks the chunks of a PNG (ISO/IEC 15948) to its IEND. */
final class PngChunks {

    private static final int SIGNATURE_BYTES = 8;
    private static final int LENGTH_AND_TYPE_BYTES = 8;
    private static final int CHECKSUM_BYTES = 4;

    private PngChunks() {}

    static PhotoFile scan(byte[] file) {
        ByteBuffer buffer = ByteBuffer.wrap(file);
        int orientation = PhotoFile.UPRIGHT;
        MetadataLimit metadata = new MetadataLimit(PhotoFormat.PNG);
        int position = SIGNATURE_BYTES;
        while (position + LENGTH_AND_TYPE_BYTES <= file.length) {
            int length = buffer.getInt(position);
            String type = PhotoFormat.latin1(file, position + 4, 4);
            if (type.equals("IEND")) {
                return PhotoFile.complete(orientation, 0);
            }
            int data = position + LENGTH_AND_TYPE_BYTES;
            if (length < 0 || length > file.length - data - CHECKSUM_BYTES) {
                break;
            }
            if (Character.isLowerCase(type.charAt(0))) {
                metadata.take(length);
            }
            if (type.equals("eXIf")) {
                orientation = ExifOrientation.read(file, data, length);
            }
            position = data + length + CHECKSUM_BYTES;
        }
        return PhotoFile.truncated();
    }
}
