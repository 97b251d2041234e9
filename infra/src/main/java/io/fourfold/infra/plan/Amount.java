package io.fourfold.infra.plan;

import java.util.Locale;

/** Numbers in few characters. */
public final class Amount {

    private static final String[] BYTES = {"B", "KB", "MB", "GB", "TB", "PB", "EB"};

    private Amount() {}

    public static String bytes(double bytes) {
        int unit = 0;
        double value = bytes;
        while (value >= 999.5 && unit < BYTES.length - 1) {
            value /= 1_000;
            unit++;
        }
        return digits(value) + " " + BYTES[unit];
    }

    public static String seconds(double seconds) {
        if (Double.isInfinite(seconds)) {
            return "never";
        }
        if (seconds < 0.9995) {
            return digits(1_000 * seconds) + " ms";
        }
        if (seconds < 120) {
            return digits(seconds) + " s";
        }
        if (seconds < 2 * 3_600) {
            return digits(seconds / 60) + " min";
        }
        return seconds < 2 * 86_400 ? digits(seconds / 3_600) + " h" : digits(seconds / 86_400) + " days";
    }

    /** Any number: three digits at least. */
    public static String number(double value) {
        return value >= 1_000 || value == Math.rint(value) ? String.format(Locale.ROOT, "%,.0f", value) : digits(value);
    }

    private static String digits(double value) {
        int decimals = value >= 99.95 || value == 0 ? 0 : value >= 9.995 ? 1 : value >= 0.0995 ? 2 : 4;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
