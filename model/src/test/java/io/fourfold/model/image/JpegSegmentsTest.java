package io.fourfold.model.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JpegSegmentsTest {

    private static final byte[] SCAN = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xDA, 0, 2};
    private static final int LONGEST = 40;

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x01, 0x7F, 0x80, 0xD9, 0xFE})
    void shouldFindTheEndWhereverItLiesBehindEntropyCodedData(int data) {
        for (int length = 0; length < LONGEST; length++) {
            byte[] file = scanOf(length, data);
            file[file.length - 2] = (byte) 0xFF;
            file[file.length - 1] = (byte) 0xD9;

            assertThat(JpegSegments.scan(file).complete())
                    .as("%d bytes", length)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0xD0, 0xD7})
    void shouldPassOverStuffedZerosAndRestartsWhereverTheyLie(int code) {
        for (int at = 0; at < LONGEST; at++) {
            byte[] file = scanOf(LONGEST, 0xD9);
            file[SCAN.length + at] = (byte) 0xFF;
            file[SCAN.length + at + 1] = (byte) code;

            assertThat(JpegSegments.scan(file).complete()).as("at %d", at).isFalse();
        }
    }

    private static byte[] scanOf(int length, int data) {
        byte[] file = Arrays.copyOf(SCAN, SCAN.length + length + 2);
        Arrays.fill(file, SCAN.length, file.length, (byte) data);
        return file;
    }
}
