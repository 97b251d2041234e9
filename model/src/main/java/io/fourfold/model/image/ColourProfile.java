package io.fourfold.model.image;

import java.nio.ByteBuffer;

/** An ICC profile (ICC.1:2022) in a photo, as far as readers trust it to say how long it is. */
final class ColourProfile {

    private static final int HEADER_BYTES = 128;
    private static final int SIGNATURE = 36;
    private static final int TAG_BYTES = 12;

    private ColourProfile() {}

    /** Whether its own length is that of its bytes, and its tags lie within them. */
    static boolean isSound(byte[] profile) {
        if (profile.length < HEADER_BYTES + Integer.BYTES) {
            return false;
        }
        ByteBuffer buffer = ByteBuffer.wrap(profile);
        long tags = Integer.toUnsignedLong(buffer.getInt(HEADER_BYTES));
        long firstData = HEADER_BYTES + Integer.BYTES + tags * TAG_BYTES;
        if (buffer.getInt(0) != profile.length
                || !PhotoFormat.latin1(profile, SIGNATURE, 4).equals("acsp")
                || firstData > profile.length) {
            return false;
        }
        for (int tag = HEADER_BYTES + Integer.BYTES; tag < firstData; tag += TAG_BYTES) {
            long offset = Integer.toUnsignedLong(buffer.getInt(tag + 4));
            long length = Integer.toUnsignedLong(buffer.getInt(tag + 8));
            if (offset + length > profile.length) {
                return false;
            }
        }
        return true;
    }
}
