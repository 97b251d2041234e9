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
        float[][] squashedRows = new float[height][];
        for (int y = 0; y < height; y++) {
            squashedRows[y] = squashRow(pixels, y * width, columns);
        }
        float[] square = new float[size * size * CHANNELS];
        for (int y = 0; y < size; y++) {
            int source = rows.start(y);
            for (float weight : rows.weights(y)) {
                addRow(squashedRows[source++], weight, square, y);
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

    private float[] squashRow(int[] pixels, int offset, AreaFilter columns) {
        float[] row = new float[size * CHANNELS];
        for (int x = 0; x < size; x++) {
            float red = 0;
            float green = 0;
            float blue = 0;
            float[] weights = columns.weights(x);
            int source = offset + columns.start(x);
            for (float weight : weights) {
                int pixel = pixels[source++];
                red += weight * (pixel >> 16 & 0xFF);
                green += weight * (pixel >> 8 & 0xFF);
                blue += weight * (pixel & 0xFF);
            }
            row[x * CHANNELS] = red;
            row[x * CHANNELS + 1] = green;
            row[x * CHANNELS + 2] = blue;
        }
        return row;
    }

    private void addRow(float[] row, float weight, float[] square, int y) {
        int offset = y * size * CHANNELS;
        for (int i = 0; i < row.length; i++) {
            square[offset + i] += weight * row[i];
        }
    }
}
