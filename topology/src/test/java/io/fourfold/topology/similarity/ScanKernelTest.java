package io.fourfold.topology.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numeric")
class ScanKernelTest {

    private static final int NUMBERS = 304;
    private static final int GROUPS = 3;

    private final Random random = new Random(3);
    private final byte[] codes = new byte[5 * NUMBERS];
    private final int[] query = random.ints(NUMBERS, -2_047, 2_048).toArray();

    @Test
    void shouldMultiplyHeadsOfOneGroup() {
        byte[] heads = heads();
        short[] head = head();

        for (int group = 0; group < GROUPS; group++) {
            assertThat(dots(new PlainKernel(), heads, group, head)).isEqualTo(expectedDots(heads, group, head));
        }
    }

    @Test
    void shouldNotOverflowWithTheLongestHeads() {
        byte[] heads = new byte[ScanKernel.GROUP * ScanKernel.HEAD];
        short[] head = new short[ScanKernel.HEAD];
        // 32 times 31² is the square of 175; 32 times 32² would be just as long as a head may be.
        Arrays.fill(heads, (byte) 31);
        Arrays.fill(head, (short) -32);

        assertThat(dots(new PlainKernel(), heads, 0, head)).containsOnly((short) (-32 * 31 * ScanKernel.HEAD));
    }

    @Test
    void shouldTellWhichVectorsReachAScore() {
        HeadQuery bound = new HeadQuery(head(), 0.001f, 0.01f, 0.5f, 0.25f);
        short[] dots = new short[ScanKernel.GROUP];
        float[] headErrors = new float[2 * ScanKernel.GROUP];
        float[] tailLengths = new float[2 * ScanKernel.GROUP];
        Arrays.fill(tailLengths, Float.NEGATIVE_INFINITY);
        dots[3] = 500;
        tailLengths[ScanKernel.GROUP + 3] = 0;
        headErrors[ScanKernel.GROUP + 63] = 0.6f;
        tailLengths[ScanKernel.GROUP + 63] = 1;
        tailLengths[ScanKernel.GROUP + 5] = 1;

        assertThat(new PlainKernel().reaching(bound, dots, headErrors, tailLengths, ScanKernel.GROUP, 0.505f))
                .isEqualTo(1L << 3 | 1L << 63);
    }

    @Test
    void shouldMultiplyPairwise() {
        random.nextBytes(codes);

        assertThat(new PlainKernel().dot(codes, 3 * NUMBERS, query)).isEqualTo(expectedDot(3 * NUMBERS));
    }

    @Test
    void shouldGiveTheSameDotsOfHeadsBySimd() {
        assumeSimd();
        byte[] heads = heads();
        short[] head = head();

        for (int group = 0; group < GROUPS; group++) {
            assertThat(dots(new PanamaKernel(), heads, group, head))
                    .isEqualTo(dots(new PlainKernel(), heads, group, head));
        }
    }

    @Test
    void shouldFindTheSameToReachAScoreBySimd() {
        assumeSimd();
        short[] dots = dots(new PlainKernel(), heads(), 0, head());
        float[] headErrors = floats(2 * ScanKernel.GROUP);
        float[] tailLengths = floats(2 * ScanKernel.GROUP);
        tailLengths[70] = Float.NEGATIVE_INFINITY;

        for (int i = 0; i < 100; i++) {
            HeadQuery bound = new HeadQuery(head(), 1e-4f, 0.01f, random.nextFloat(), random.nextFloat());
            float least = random.nextFloat();
            assertThat(new PanamaKernel().reaching(bound, dots, headErrors, tailLengths, ScanKernel.GROUP, least))
                    .isEqualTo(
                            new PlainKernel().reaching(bound, dots, headErrors, tailLengths, ScanKernel.GROUP, least));
        }
    }

    @Test
    void shouldGiveTheSameDotProductsBySimd() {
        assumeSimd();
        random.nextBytes(codes);

        for (int offset = 0; offset < codes.length; offset += NUMBERS) {
            assertThat(new PanamaKernel().dot(codes, offset, query))
                    .isEqualTo(new PlainKernel().dot(codes, offset, query));
        }
    }

    @Test
    void shouldPrepareVectorsTheSameWayBySimd() {
        assumeSimd();
        // Not a multiple of any vector's length.
        Axes axes = new Axes(301, List.of());
        float[] vector = floats(301);

        assertThat(prepared(new PanamaKernel(), axes, vector)).isEqualTo(prepared(new PlainKernel(), axes, vector));
    }

    @Test
    void shouldTakeTheVectorApiWhereThereIsOne() {
        assumeSimd();

        assertThat(ScanKernel.fastest()).isInstanceOf(PanamaKernel.class);
    }

    /** Skips a test of the SIMD kernel, with the reason, where there is none. */
    static void assumeSimd() {
        assumeTrue(
                ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(),
                "no SIMD kernel: the JVM was started without --add-modules jdk.incubator.vector");
        assumeTrue(PanamaKernel.supported(), "no SIMD kernel: it needs vectors of 256 or 512 bits");
    }

    /** The components along random axes, and what they leave of the vector. */
    private float[] prepared(ScanKernel kernel, Axes axes, float[] vector) {
        float[] head = new float[ScanKernel.HEAD];
        float[] left = vector.clone();
        Random seeded = new Random(5);
        float[] byAxis = new float[axes.byAxis().length];
        float[] byNumber = new float[axes.byNumber().length];
        for (int i = 0; i < byAxis.length; i++) {
            byAxis[i] = seeded.nextFloat() - 0.5f;
            byNumber[i] = seeded.nextFloat() - 0.5f;
        }
        kernel.project(byNumber, vector, head);
        kernel.subtract(byAxis, head, left);
        float[] both = Arrays.copyOf(head, head.length + left.length);
        System.arraycopy(left, 0, both, head.length, left.length);
        return both;
    }

    private static short[] dots(ScanKernel kernel, byte[] heads, int group, short[] head) {
        short[] dots = new short[ScanKernel.GROUP];
        Arrays.fill(dots, (short) 77);
        kernel.dots(heads, group * ScanKernel.GROUP * ScanKernel.HEAD, head, dots);
        return dots;
    }

    private short[] expectedDots(byte[] heads, int group, short[] head) {
        short[] expected = new short[ScanKernel.GROUP];
        for (int slot = 0; slot < ScanKernel.GROUP; slot++) {
            int sum = 0;
            for (int i = 0; i < ScanKernel.HEAD; i++) {
                sum += heads[(group * ScanKernel.HEAD + i) * ScanKernel.GROUP + slot] * head[i];
            }
            expected[slot] = (short) sum;
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

    private byte[] heads() {
        byte[] heads = new byte[GROUPS * ScanKernel.GROUP * ScanKernel.HEAD];
        for (int i = 0; i < heads.length; i++) {
            heads[i] = (byte) (random.nextInt(61) - 30);
        }
        return heads;
    }

    private short[] head() {
        short[] head = new short[ScanKernel.HEAD];
        for (int i = 0; i < head.length; i++) {
            head[i] = (short) (random.nextInt(61) - 30);
        }
        return head;
    }

    private float[] floats(int size) {
        float[] floats = new float[size];
        for (int i = 0; i < size; i++) {
            floats[i] = random.nextFloat();
        }
        return floats;
    }
}
