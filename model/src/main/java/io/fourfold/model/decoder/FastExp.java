package io.fourfold.model.decoder;

/**
 * The exponential function to the precision of float32, in a third of the time of {@link Math#exp}: a power of two by the bits of
 * the exponent, times a polynomial for the rest (Cody and Waite 1980; coefficients of the Cephes library's {@code expf}).
 */
final class FastExp {

    private static final float SMALLEST = -87.3f;
    private static final float LARGEST = 88.3f;
    static final float LOG2_E = 1.44269504f;

    /** ln 2 in two parts, so that multiples of the first are exact. */
    static final float LN_2_HIGH = 0.693359375f;

    static final float LN_2_LOW = -2.12194440e-4f;

    /** Coefficients of the polynomial, of the second power up. */
    static final float C1 = 5.0000001201e-1f;

    static final float C2 = 1.6666665459e-1f;

    static final float C3 = 4.1665795894e-2f;

    static final float C4 = 8.3334519073e-3f;

    static final float C5 = 1.3981999507e-3f;

    static final float C6 = 1.9875691500e-4f;

    private static final int EXPONENT_BIAS = 127;
    private static final int EXPONENT_SHIFT = 23;

    private FastExp() {}

    /** Zero below -87.3; above 88.3 as at 88.3. */
    static float of(float x) {
        if (x < SMALLEST) {
            return 0;
        }
        float bounded = Math.min(x, LARGEST);
        float scaled = bounded * LOG2_E;
        int power = (int) (scaled < 0 ? scaled - 0.5f : scaled + 0.5f);
        float rest = bounded - power * LN_2_HIGH - power * LN_2_LOW;
        float polynomial = C6;
        polynomial = polynomial * rest + C5;
        polynomial = polynomial * rest + C4;
        polynomial = polynomial * rest + C3;
        polynomial = polynomial * rest + C2;
        polynomial = polynomial * rest + C1;
        float fraction = polynomial * rest * rest + rest + 1;
        return fraction * Float.intBitsToFloat(power + EXPONENT_BIAS << EXPONENT_SHIFT);
    }
}
