package io.fourfold.topology.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScanKernelTest {

    private static final int WORDS = 10;
    private static final int NUMBERS = 304;

    private final Random random = new Random(3);
    private final int[] signs = random.ints((long) WORDS * ScanKernel.SLOTS).toArray();
    private final int[] planes = random.ints((long) WORDS * ScanKernel.PLANES).toArray();
    private final byte[] codes = new byte[5 * NUMBERS];
    private final int[] query = random.ints(NUMBERS, -2_047, 2_048).toArray();

    @Test
    void shouldWeighDifferingBitsByTheirPlane() {
        assertThat(distances(new PlainKernel())).isEqualTo(expectedDistances());
    }

    @Test
    void shouldMultiplyPairwise() {
        random.nextBytes(codes);

        assertThat(new PlainKernel().dot(codes, 3 * NUMBERS, query)).isEqualTo(expectedDot(3 * NUMBERS));
    }

    @Test
    void shouldGiveTheSameDistancesBySimd() {
        assumeTrue(PanamaKernel.supported());

        assertThat(distances(new PanamaKernel())).isEqualTo(distances(new PlainKernel()));
    }

    @Test
    void shouldCountAsManyWordsAsThereMayBe() {
        assumeTrue(PanamaKernel.supported());
        int[] allSet = new int[ScanKernel.MAX_WORDS * ScanKernel.SLOTS];
        Arrays.fill(allSet, -1);
        int[] distances = new int[ScanKernel.SLOTS];

        new PanamaKernel().distances(allSet, new int[ScanKernel.PLANES * ScanKernel.MAX_WORDS], distances);

        assertThat(distances).containsOnly(15 * ScanKernel.MAX_WORDS * Integer.SIZE);
    }

    @Test
    void shouldGiveTheSameDotProductsBySimd() {
        assumeTrue(PanamaKernel.supported());
        random.nextBytes(codes);

        for (int offset = 0; offset < codes.length; offset += NUMBERS) {
            assertThat(new PanamaKernel().dot(codes, offset, query))
                    .isEqualTo(new PlainKernel().dot(codes, offset, query));
        }
    }

    @Test
    void shouldTakeTheVectorApiWhereThereIsOne() {
        assumeTrue(PanamaKernel.supported());

        assertThat(ScanKernel.fastest()).isInstanceOf(PanamaKernel.class);
    }

    private int[] distances(ScanKernel kernel) {
        int[] distances = random.ints(ScanKernel.SLOTS).toArray();
        kernel.distances(signs, planes, distances);
        return distances;
    }

    private int[] expectedDistances() {
        int[] expected = new int[ScanKernel.SLOTS];
        for (int slot = 0; slot < ScanKernel.SLOTS; slot++) {
            for (int plane = 0; plane < ScanKernel.PLANES; plane++) {
                for (int word = 0; word < WORDS; word++) {
                    int differing = signs[word * ScanKernel.SLOTS + slot] ^ planes[plane * WORDS + word];
                    expected[slot] += Integer.bitCount(differing) * (1 << plane);
                }
            }
        }
        return expected;
    }

    private int expectedDot(int offset) {
        int sum = 0;
        for (int i = 0; i < NUMBERS; i++) {
            sum += codes[offset + i] * query[i];
        }
        return sum;
    }
}
