package io.fourfold.infra.map;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import javax.imageio.ImageIO;

/** Writes SVG 1.1 that needs nothing outside of it. */
final class SvgCanvas implements Canvas {

    private static final double SEAM_BY_HEIGHT = 0.3;

    private final int width;
    private final int height;
    private final StringBuilder marks = new StringBuilder();

    SvgCanvas(int width, int height) {
        this.width = width;
        this.height = height;
    }

    @Override
    public void dot(double x, double y, double radius) {
        add("<circle cx='%.1f' cy='%.1f' r='%.1f' fill='#%06x'/>%n", x, y, radius, DOT);
    }

    @Override
    public void text(double x, double y, String text, double height) {
        add(
                "<text x='%.1f' y='%.1f' font-size='%.1f' stroke-width='%.1f'>%s</text>%n",
                x, y + BASE_LINE * height, height, SEAM_BY_HEIGHT * height, escaped(text));
    }

    @Override
    public void picture(double x, double y, BufferedImage picture) {
        double width = picture.getWidth() / 2.0;
        double height = picture.getHeight() / 2.0;
        add(
                "<image x='%.1f' y='%.1f' width='%.1f' height='%.1f' href='data:image/jpeg;base64,%s'/>%n",
                x - width / 2, y - height / 2, width, height, jpeg(picture));
    }

    @Override
    public void write(OutputStream file) throws IOException {
        String all = """
                <svg xmlns='http://www.w3.org/2000/svg' width='%1$d' height='%2$d' viewBox='0 0 %1$d %2$d'>
                <style>
                text { font-family: sans-serif; text-anchor: middle; fill: #%4$06x; stroke: #%3$06x; \
                stroke-linejoin: round; paint-order: stroke; }
                image { outline: 2px solid white; }
                </style>
                <rect width='%1$d' height='%2$d' fill='#%3$06x'/>
                %5$s</svg>
                """.formatted(width, height, GROUND, INK, marks);
        file.write(all.getBytes(StandardCharsets.UTF_8));
    }

    private void add(String mark, Object... values) {
        marks.append(String.format(Locale.ROOT, mark, values));
    }

    private static String jpeg(BufferedImage picture) {
        try (ByteArrayOutputStream file = new ByteArrayOutputStream()) {
            ImageIO.write(picture, "jpeg", file);
            return Base64.getEncoder().encodeToString(file.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Also without the characters that XML cannot say. */
    private static String escaped(String text) {
        return text.replaceAll("[^\\x20-\\x{d7ff}\\x{e000}-\\x{fffd}\\x{10000}-\\x{10ffff}]", "\ufffd")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
