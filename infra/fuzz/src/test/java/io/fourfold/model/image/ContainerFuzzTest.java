package io.fourfold.model.image;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever the bytes: what looks at containers ends, and says why it does not like them. */
class ContainerFuzzTest {

    private static final byte[][] STARTS = {
        {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF},
        {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'},
        {'R', 'I', 'F', 'F', 100, 0, 0, 0, 'W', 'E', 'B', 'P'},
        {'I', 'I', 42, 0},
        {'M', 'M', 0, 42},
        {'G', 'I', 'F', '8', '9', 'a'},
        {'B', 'M'},
        {0, 0, 0, 20, 'f', 't', 'y', 'p', 'h', 'e', 'i', 'c'},
        {}
    };

    @FuzzTest(maxDuration = "150s")
    void shouldScan(byte[] data) {
        byte[] start = data.length == 0 ? new byte[0] : STARTS[(data[0] & 0xFF) % STARTS.length];
        byte[] file = new byte[start.length + Math.max(0, data.length - 1)];
        System.arraycopy(start, 0, file, 0, start.length);
        System.arraycopy(data, Math.min(1, data.length), file, start.length, file.length - start.length);
        ExifOrientation.read(file, 0, file.length);
        ColourProfile.isSound(file);
        PhotoFormat.refusal(file);
        PhotoFormat.of(file).ifPresent(format -> {
            try {
                format.scan(file);
                format.input(file);
            } catch (BadPhotoException refused) {
                // Says why.
            }
        });
    }
}
