package io.fourfold.infra.map;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.GlyphVector;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.ImageIO;

/** Draws by Java2D. */
final class PngCanvas implements Canvas {

    private static final float SEAM_BY_HEIGHT = 0.3f;
    private static final int FRAME = 2;

    private final BufferedImage image;
    private final Graphics2D graphics;

    PngCanvas(int width, int height) {
        image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.setColor(new Color(GROUND));
        graphics.fillRect(0, 0, width, height);
    }

    @Override
    public void dot(double x, double y, double radius) {
        graphics.setColor(new Color(DOT));
        graphics.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
    }

    /** @throws IllegalStateException if this Java has no fonts */
    @Override
    public void text(double x, double y, String text, double height) {
        Shape outline = outline(x, y + BASE_LINE * height, text, (float) height);
        graphics.setColor(new Color(GROUND));
        graphics.setStroke(
                new BasicStroke(SEAM_BY_HEIGHT * (float) height, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(outline);
        graphics.setColor(new Color(INK));
        graphics.fill(outline);
    }

    private Shape outline(double x, double baseLine, String text, float height) {
        try {
            Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont(height);
            GlyphVector glyphs = font.createGlyphVector(graphics.getFontRenderContext(), text);
            double width = glyphs.getLogicalBounds().getWidth();
            return glyphs.getOutline((float) (x - width / 2), (float) baseLine);
        } catch (InternalError | RuntimeException e) {
            throw new IllegalStateException(
                    "this Java finds no font to write with: install one, on Debian fontconfig and fonts-dejavu-core,"
                            + " or ask for an .svg",
                    e);
        }
    }

    @Override
    public void picture(double x, double y, BufferedImage picture) {
        double width = picture.getWidth() / 2.0;
        double height = picture.getHeight() / 2.0;
        graphics.setColor(Color.WHITE);
        graphics.fill(new Rectangle2D.Double(
                x - width / 2 - FRAME, y - height / 2 - FRAME, width + 2 * FRAME, height + 2 * FRAME));
        int left = (int) Math.round(x - width / 2);
        int top = (int) Math.round(y - height / 2);
        graphics.drawImage(picture, left, top, (int) width, (int) height, null);
    }

    @Override
    public void write(OutputStream file) throws IOException {
        ImageIO.write(image, "png", file);
    }
}
