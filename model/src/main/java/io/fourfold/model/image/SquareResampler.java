package io.fourfold.model.image;

/** Squashes pixels to a square of floats and turns it upright. */
record SquareResampler(int size) {

    private static final int CHANNELS = 3;

    /**
     * Brings an image to {@code [size, size, 3]}, not keeping its aspect ratio.
     *
     * @param pixels packed {@code 0xRRGGBB}, {@code [height * width]}
     * @return red, green and blue, 0 to 255
     */
    float[] squash(int[] pixels, int width, int height) {
        if (width == size && height == size) {
            return unpack(pixels);
        }
        AreaFilter columns = new AreaFilter(width, size);
        AreaFilter rows = new AreaFilter(height, size);
        float[] square = new float[size * size * CHANNELS];
        // Target rows next to each other share two source rows at most.
        float[][] squashed = new float[2][size * CHANNELS];
        int[] sources = {-1, -1};
        for (int y = 0; y < size; y++) {
            int source = rows.start(y);
            for (float weight : rows.weights(y)) {
                int slot = source & 1;
                if (sources[slot] != source) {
                    squashRow(pixels, source * width, columns, squashed[slot]);
                    sources[slot] = source;
                }
                addRow(squashed[slot], weight, square, y);
                source++;
            }
        }
        return square;
    }

    /**
     * Turns a square as its EXIF orientation asks. Since both sides are equal this commutes with squashing.
     *
     * @param orientation 1 to 8 (Exif 2.32, tag 0x0112)
     */
    float[] upright(float[] square, int orientation) {
        if (orientation == PhotoFile.UPRIGHT) {
            return square;
        }
        float[] turned = new float[square.length];
        int last = size - 1;
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int source = switch (orientation) {
                    case 2 -> y * size + last - x;
                    case 3 -> (last - y) * size + last - x;
                    case 4 -> (last - y) * size + x;
                    case 5 -> x * size + y;
                    case 6 -> (last - x) * size + y;
                    case 7 -> (last - x) * size + last - y;
                    case 8 -> x * size + last - y;
                    default -> throw new IllegalArgumentException("no such EXIF orientation: " + orientation);
                };
                System.arraycopy(square, source * CHANNELS, turned, (y * size + x) * CHANNELS, CHANNELS);
            }
        }
        return turned;
    }

    private float[] unpack(int[] pixels) {
        float[] square = new float[size * size * CHANNELS];
        for (int i = 0; i < pixels.length; i++) {
            square[i * CHANNELS] = pixels[i] >> 16 & 0xFF;
            square[i * CHANNELS + 1] = pixels[i] >> 8 & 0xFF;
            square[i * CHANNELS + 2] = pixels[i] & 0xFF;
        }
        return square;
    }

    private void squashRow(int[] pixels, int offset, AreaFilter columns, float[] row) {
        for (int x = 0; x < size; x++) {
            float[] weights = columns.weights(x);
            int first = offset + columns.start(x);
            int last = first + weights.length - 1;
            float firstWeight = weights[0];
            float red = firstWeight * (pixels[first] >> 16 & 0xFF);
            float green = firstWeight * (pixels[first] >> 8 & 0xFF);
            float blue = firstWeight * (pixels[first] & 0xFF);
            if (last - first > 1) {
                // Those between weigh the same: whole numbers are added faster.
                int reds = 0;
                int greens = 0;
                int blues = 0;
                for (int source = first + 1; source < last; source++) {
                    int pixel = pixels[source];
                    reds += pixel >> 16 & 0xFF;
                    greens += pixel >> 8 & 0xFF;
                    blues += pixel & 0xFF;
                }
                red += weights[1] * reds;
                green += weights[1] * greens;
                blue += weights[1] * blues;
            }
            if (last > first) {
                float lastWeight = weights[weights.length - 1];
                red += lastWeight * (pixels[last] >> 16 & 0xFF);
                green += lastWeight * (pixels[last] >> 8 & 0xFF);
                blue += lastWeight * (pixels[last] & 0xFF);
            }
            row[x * CHANNELS] = red;
            row[x * CHANNELS + 1] = green;
            row[x * CHANNELS + 2] = blue;
        }
    }

    private void addRow(float[] row, float weight, float[] square, int y) {
        int offset = y * size * CHANNELS;
        for (int i = 0; i < row.length; i++) {
            square[offset + i] += weight * row[i];
        }
    }
}
