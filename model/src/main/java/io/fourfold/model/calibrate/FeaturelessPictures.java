package io.fourfold.model.calibrate;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/**
 * Draws pictures that show nothing: one colour, noise, gradients, patterns, pages of writing. Letters are strokes, not
 * those of a font, which not every machine has. The same seed draws the same pictures.
 */
final class FeaturelessPictures {

    private static final int SHORTEST_SIDE = 60;
    private static final int LONGEST_SIDE = 600;
    private static final int GREY = 0x010101;

    private final SplittableRandom random;

    FeaturelessPictures(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** What such a picture may be. */
    enum Kind {
        BLANK,
        ONE_PIXEL,
        COLOURED_NOISE,
        GREY_NOISE,
        BLOCKS,
        LINEAR_GRADIENT,
        RADIAL_GRADIENT,
        STRIPES,
        PAGE,
        DARK_PAGE,
        WINDOW
    }

    /**
     * So many pictures of every kind.
     *
     * @return PNG files
     */
    List<byte[]> ofEveryKind(int count) {
        List<byte[]> files = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (int i = 0; i < count; i++) {
                files.add(png(draw(kind)));
            }
        }
        return files;
    }

    BufferedImage draw(Kind kind) {
        if (kind == Kind.ONE_PIXEL) {
            return filled(1, 1, colour());
        }
        int width = random.nextInt(SHORTEST_SIDE, LONGEST_SIDE);
        int height = random.nextInt(SHORTEST_SIDE, LONGEST_SIDE);
        return switch (kind) {
            case BLANK, ONE_PIXEL -> filled(width, height, random.nextBoolean() ? colour() : grey(0, 256));
            case COLOURED_NOISE -> noise(width, height, true);
            case GREY_NOISE -> noise(width, height, false);
            case BLOCKS -> blocks(width, height);
            case LINEAR_GRADIENT -> linearGradient(width, height);
            case RADIAL_GRADIENT -> radialGradient(width, height);
            case STRIPES -> stripes(width, height);
            case PAGE -> page(width, height, grey(225, 256), grey(0, 90));
            case DARK_PAGE -> page(width, height, grey(0, 60), colour(150, 256));
            case WINDOW -> window(width, height);
        };
    }

    private BufferedImage noise(int width, int height, boolean coloured) {
        BufferedImage image = filled(width, height, Color.BLACK);
        int mean = random.nextInt(40, 216);
        double deviation = random.nextDouble(5, 85);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int grey = (int) Math.max(0, Math.min(255, mean + deviation * random.nextGaussian()));
                image.setRGB(x, y, coloured ? random.nextInt() : grey * GREY);
            }
        }
        return image;
    }

    private BufferedImage blocks(int width, int height) {
        BufferedImage image = filled(width, height, Color.BLACK);
        Graphics2D graphics = image.createGraphics();
        int side = random.nextInt(2, 60);
        for (int y = 0; y < height; y += side) {
            for (int x = 0; x < width; x += side) {
                graphics.setColor(colour());
                graphics.fillRect(x, y, side, side);
            }
        }
        graphics.dispose();
        return image;
    }

    private BufferedImage linearGradient(int width, int height) {
        BufferedImage image = filled(width, height, Color.BLACK);
        Graphics2D graphics = image.createGraphics();
        double angle = random.nextDouble(2 * Math.PI);
        float x = (float) (width * Math.cos(angle) / 2);
        float y = (float) (height * Math.sin(angle) / 2);
        graphics.setPaint(new GradientPaint(
                width / 2f - x, height / 2f - y, colour(), width / 2f + x, height / 2f + y, colour()));
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return image;
    }

    private BufferedImage radialGradient(int width, int height) {
        BufferedImage image = filled(width, height, Color.BLACK);
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new RadialGradientPaint(
                random.nextInt(width),
                random.nextInt(height),
                (float) (Math.max(width, height) * random.nextDouble(0.3, 1.3)),
                new float[] {0, 1},
                new Color[] {colour(), colour()}));
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return image;
    }

    /** Stripes down, stripes across, or a chessboard. */
    private BufferedImage stripes(int width, int height) {
        BufferedImage image = filled(width, height, colour());
        int colour = colour().getRGB();
        int side = random.nextInt(4, 100);
        int across = random.nextInt(3);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int stripe = (across == 1 ? 0 : x / side) + (across == 0 ? 0 : y / side);
                if (stripe % 2 == 0) {
                    image.setRGB(x, y, colour);
                }
            }
        }
        return image;
    }

    private BufferedImage page(int width, int height, Color paper, Color ink) {
        BufferedImage image = filled(width, height, paper);
        Graphics2D graphics = image.createGraphics();
        write(graphics, 0, 0, width, height, ink);
        graphics.dispose();
        return image;
    }

    /** A title bar, a menu beside a page. */
    private BufferedImage window(int width, int height) {
        BufferedImage image = filled(width, height, grey(200, 256));
        Graphics2D graphics = image.createGraphics();
        int bar = height / random.nextInt(8, 20);
        int menu = width / random.nextInt(3, 8);
        graphics.setColor(colour());
        graphics.fillRect(0, 0, width, bar);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(menu, bar, width - menu, height - bar);
        write(graphics, 0, bar, menu, height, Color.DARK_GRAY);
        write(graphics, menu, bar, width, height, Color.BLACK);
        graphics.dispose();
        return image;
    }

    /** Fills a rectangle with lines of words of letters. */
    private void write(Graphics2D graphics, int left, int top, int right, int bottom, Color ink) {
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(ink);
        int size = random.nextInt(5, 24);
        graphics.setStroke(new BasicStroke((float) (size * random.nextDouble(0.08, 0.2))));
        int line = (int) (size * random.nextDouble(1.3, 2));
        int margin = random.nextInt(4, 20);
        for (int y = top + margin; y + size < bottom; y += line) {
            boolean blankLine = random.nextInt(8) == 0;
            int end = blankLine ? 0 : right - (int) (margin + (right - left) * random.nextDouble(0.6));
            for (int x = left + margin; x + size < end; x += size / 2) {
                for (int letters = random.nextInt(1, 10); letters > 0 && x + size < end; letters--) {
                    letter(graphics, x, y, size);
                    x += size * 3 / 5;
                }
            }
        }
    }

    /** A stem, a bow or bars in some of their places. */
    private void letter(Graphics2D graphics, int x, int y, int size) {
        int width = size / 2;
        int upper = y + (random.nextInt(3) == 0 ? 0 : size / 3);
        int lower = y + size;
        int form = random.nextInt(1, 64);
        if ((form & 1) != 0) {
            graphics.drawLine(x, upper, x, lower);
        }
        if ((form & 2) != 0) {
            graphics.drawLine(x + width, upper, x + width, lower);
        }
        if ((form & 4) != 0) {
            graphics.drawOval(x, y + size / 3, width, size * 2 / 3);
        }
        if ((form & 8) != 0) {
            graphics.drawLine(x, upper, x + width, upper);
        }
        if ((form & 16) != 0) {
            graphics.drawLine(x, lower, x + width, lower);
        }
        if ((form & 32) != 0) {
            graphics.drawLine(x, upper, x + width, lower);
        }
    }

    private Color colour() {
        return colour(0, 256);
    }

    private Color colour(int from, int to) {
        return new Color(random.nextInt(from, to), random.nextInt(from, to), random.nextInt(from, to));
    }

    private Color grey(int from, int to) {
        return new Color(random.nextInt(from, to) * GREY);
    }

    private static BufferedImage filled(int width, int height, Color colour) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return image;
    }

    private static byte[] png(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
