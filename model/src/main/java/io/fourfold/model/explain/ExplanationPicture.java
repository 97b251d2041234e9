package io.fourfold.model.explain;

import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/**
 * An explanation drawn over its photo: what adds is orange, what takes away is blue, what does neither is grey; the more, the
 * stronger the colour. Both can be told apart by the colour-blind.
 */
public final class ExplanationPicture {

    private static final float[] ADDING = {255, 122, 0};
    private static final float[] TAKING = {30, 110, 255};

    /** How much of the photo's own colours is left, and of its brightness. */
    private static final float SATURATION = 0.25f;

    private static final float BRIGHTNESS = 0.85f;

    /** Share of the colour where most is added. */
    private static final float STRONGEST = 0.8f;

    private static final String AGAINST = "against";
    private static final String FOR = "for";

    private static final int LEAST_FONT = 11;
    private static final int FONTS_PER_SIDE = 26;

    private ExplanationPicture() {}

    /**
     * Draws an explanation.
     *
     * @param photo upright, of any shape; it was squeezed whole into the square that the network sees, so the places divide it
     *     evenly
     * @param label what is explained
     * @return a picture of the photo's size
     */
    public static BufferedImage of(BufferedImage photo, Explanation explanation, String label) {
        int width = photo.getWidth();
        int height = photo.getHeight();
        float[] added = smooth(explanation, width, height);
        float strongest = 0;
        for (float value : added) {
            strongest = Math.max(strongest, Math.abs(value));
        }
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float strength = strongest > 0 ? added[y * width + x] / strongest : 0;
                picture.setRGB(x, y, coloured(photo.getRGB(x, y), strength));
            }
        }
        drawLegend(picture, label);
        return picture;
    }

    /** What each pixel adds, {@code [height * width]}. */
    private static float[] smooth(Explanation explanation, int width, int height) {
        double[] added = explanation.added();
        float[] places = new float[added.length];
        for (int i = 0; i < places.length; i++) {
            places[i] = (float) added[i];
        }
        Spline across = new Spline(explanation.columns(), width);
        Spline down = new Spline(explanation.rows(), height);
        float[] smooth = new float[width * height];
        float[] row = new float[explanation.columns()];
        for (int y = 0; y < height; y++) {
            for (int column = 0; column < row.length; column++) {
                row[column] = down.at(y, places, column, row.length);
            }
            for (int x = 0; x < width; x++) {
                smooth[y * width + x] = across.at(x, row, 0, 1);
            }
        }
        return smooth;
    }

    private static int coloured(int rgb, float strength) {
        float red = rgb >> 16 & 0xFF;
        float green = rgb >> 8 & 0xFF;
        float blue = rgb & 0xFF;
        float grey = 0.299f * red + 0.587f * green + 0.114f * blue;
        float[] colour = strength > 0 ? ADDING : TAKING;
        float share = STRONGEST * Math.min(1, Math.abs(strength));
        return channel(red, grey, colour[0], share) << 16
                | channel(green, grey, colour[1], share) << 8
                | channel(blue, grey, colour[2], share);
    }

    private static int channel(float value, float grey, float colour, float share) {
        float pale = BRIGHTNESS * (grey + SATURATION * (value - grey));
        return Math.round(pale + share * (colour - pale));
    }

    private static void drawLegend(BufferedImage picture, String label) {
        int size = Math.max(LEAST_FONT, Math.min(picture.getWidth(), picture.getHeight()) / FONTS_PER_SIDE);
        Graphics2D graphics = picture.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, size));
            FontMetrics metrics = graphics.getFontMetrics();
            int bar = 9 * size;
            int margin = size / 2;
            int boxWidth = Math.max(bar, metrics.stringWidth(label)) + 2 * margin;
            int boxHeight = 2 * metrics.getHeight() + size + 3 * margin;
            int left = 2 * margin;
            int top = picture.getHeight() - boxHeight - margin;
            graphics.setComposite(AlphaComposite.SrcOver.derive(0.65f));
            graphics.setColor(Color.BLACK);
            graphics.fillRoundRect(margin, top, boxWidth, boxHeight, size, size);
            graphics.setComposite(AlphaComposite.SrcOver);
            graphics.setColor(Color.WHITE);
            graphics.drawString(label, left, top + margin + metrics.getAscent());
            int barTop = top + 2 * margin + metrics.getHeight();
            for (int i = 0; i < bar; i++) {
                graphics.setColor(new Color(coloured(0x808080, 2f * i / (bar - 1) - 1)));
                graphics.fillRect(left + i, barTop, 1, size);
            }
            graphics.setColor(Color.WHITE);
            graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, size));
            FontMetrics plain = graphics.getFontMetrics();
            int line = barTop + size + plain.getAscent();
            graphics.drawString(AGAINST, left, line);
            graphics.drawString(FOR, left + bar - plain.stringWidth(FOR), line);
        } finally {
            graphics.dispose();
        }
    }

    /** Values at the middles of even intervals, as a uniform cubic B-spline: smooth, and nowhere beyond the values. */
    private static final class Spline {

        private static final int TAPS = 4;

        private final int last;
        private final int[] first;
        private final float[][] weights;

        Spline(int intervals, int length) {
            last = intervals - 1;
            first = new int[length];
            weights = new float[length][];
            for (int i = 0; i < length; i++) {
                double place = (i + 0.5) / length * intervals - 0.5;
                first[i] = (int) Math.floor(place) - 1;
                double t = place - Math.floor(place);
                weights[i] = new float[] {
                    (float) ((1 - t) * (1 - t) * (1 - t) / 6),
                    (float) ((3 * t * t * t - 6 * t * t + 4) / 6),
                    (float) ((-3 * t * t * t + 3 * t * t + 3 * t + 1) / 6),
                    (float) (t * t * t / 6)
                };
            }
        }

        float at(int pixel, float[] values, int offset, int stride) {
            float sum = 0;
            for (int tap = 0; tap < TAPS; tap++) {
                int interval = Math.max(0, Math.min(last, first[pixel] + tap));
                sum += weights[pixel][tap] * values[offset + interval * stride];
            }
            return sum;
        }
    }
}
