package io.fourfold.infra.map;

import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A map as the page shows it: a dot for each point, and beside or over it what fits without covering another. Who is
 * first in the list has its place first.
 */
public final class MapPicture {

    private static final double MARGIN = 0.04;
    private static final double TEXT = 1 / 125.0;

    /** Radius of a dot among many; among fewer it is larger. */
    private static final double DOT = 1 / 700.0;

    private static final double MANY_POINTS = 4_000;
    private static final double FEW_POINTS = 500;
    private static final double PICTURE = 1 / 34.0;

    /** Wider than usual fonts, so that nothing overlaps in another one. */
    private static final double LETTER_BY_HEIGHT = 0.6;

    private static final double LINE_BY_HEIGHT = 1.35;
    private static final int LETTERS_OF_A_SHORT_CAPTION = 12;
    private static final int MOST_LETTERS = 40;

    /** After so many photos without a thumbnail it is taken that there are none. */
    private static final int MISSING_THUMBNAILS = 50;

    private final List<Point> points;
    private final int width;
    private final double top;
    private final int height;

    /**
     * @param points at most some thousands
     * @param width in pixels; as high as it takes
     */
    public MapPicture(List<Point> points, int width) {
        this.points = points;
        this.width = width;
        DoubleSummaryStatistics y = points.stream().mapToDouble(Point::y).summaryStatistics();
        top = y.getMin();
        height = points.isEmpty() ? width : (int) Math.ceil(pixels(y.getMax() - top) + MARGIN * width);
    }

    /**
     * A word or a photo.
     *
     * @param x from -1, left, to 1
     * @param y from -1, at the top, to 1
     */
    public record Point(String label, double x, double y) {}

    /** What else is known of photos. */
    public interface Photos {

        /** A photo's small picture, if there is one. */
        Optional<BufferedImage> thumbnail(String imageId) throws IOException, InterruptedException;

        /** A photo's caption, if it has one. */
        Optional<String> caption(String imageId) throws IOException, InterruptedException;
    }

    /** Kinds of files. */
    public enum Format {
        PNG,
        SVG;

        /** The format that a file's name asks for. */
        public static Optional<Format> of(String fileName) {
            String name = fileName.toUpperCase(Locale.ROOT);
            return List.of(values()).stream()
                    .filter(format -> name.endsWith("." + format))
                    .findFirst();
        }

        private Canvas canvas(int width, int height) {
            return this == PNG ? new PngCanvas(width, height) : new SvgCanvas(width, height);
        }
    }

    /** Writes the map of words: each beside its dot. */
    public void writeWords(Format format, OutputStream file) throws IOException {
        Canvas canvas = withDots(format);
        FreeSpace space = new FreeSpace(width, height);
        for (Point point : points) {
            write(point, point.label, space, canvas);
        }
        canvas.write(file);
    }

    /** Writes the map of photos: with thumbnails or, if there are none, with captions. */
    public void writePhotos(Format format, Photos photos, OutputStream file) throws IOException, InterruptedException {
        Canvas canvas = withDots(format);
        if (!addThumbnails(photos, canvas)) {
            addCaptions(photos, canvas);
        }
        canvas.write(file);
    }

    private Canvas withDots(Format format) {
        Canvas canvas = format.canvas(width, height);
        double radius = DOT * width * Math.sqrt(MANY_POINTS / Math.max(FEW_POINTS, points.size()));
        points.forEach(point -> canvas.dot(x(point), y(point), radius));
        return canvas;
    }

    /** @return false if there are none */
    private boolean addThumbnails(Photos photos, Canvas canvas) throws IOException, InterruptedException {
        double side = PICTURE * width;
        FreeSpace space = new FreeSpace(width, height);
        int found = 0;
        int missing = 0;
        for (Point point : points) {
            if (found == 0 && missing == MISSING_THUMBNAILS) {
                break;
            }
            if (!space.has(x(point), y(point), side, side)) {
                continue;
            }
            Optional<BufferedImage> thumbnail = photos.thumbnail(point.label);
            if (thumbnail.isEmpty()) {
                missing++;
                continue;
            }
            space.take(x(point), y(point), side, side);
            canvas.picture(x(point), y(point), scaled(thumbnail.get(), 2 * side));
            found++;
        }
        return found > 0;
    }

    private void addCaptions(Photos photos, Canvas canvas) throws IOException, InterruptedException {
        FreeSpace space = new FreeSpace(width, height);
        for (Point point : points) {
            if (hasSpace(point, LETTERS_OF_A_SHORT_CAPTION, space)) {
                Optional<String> caption = photos.caption(point.label);
                write(point, shortened(caption.orElse(point.label)), space, canvas);
            }
        }
    }

    private void write(Point point, String text, FreeSpace space, Canvas canvas) {
        if (hasSpace(point, text.length(), space)) {
            space.take(x(point), textY(point), textWidth(text.length()), LINE_BY_HEIGHT * textHeight());
            canvas.text(x(point), textY(point), text, textHeight());
        }
    }

    private boolean hasSpace(Point point, int letters, FreeSpace space) {
        return space.has(x(point), textY(point), textWidth(letters), LINE_BY_HEIGHT * textHeight());
    }

    private double textWidth(int letters) {
        return (letters + 1) * LETTER_BY_HEIGHT * textHeight();
    }

    private double textHeight() {
        return TEXT * width;
    }

    private double x(Point point) {
        return pixels(point.x + 1);
    }

    private double y(Point point) {
        return pixels(point.y - top);
    }

    private double textY(Point point) {
        return y(point) - 0.85 * textHeight();
    }

    private double pixels(double fromTheEdge) {
        return width * (MARGIN + fromTheEdge * (0.5 - MARGIN));
    }

    private static String shortened(String text) {
        return text.length() <= MOST_LETTERS
                ? text
                : text.substring(
                                0,
                                text.lastIndexOf(' ', MOST_LETTERS) > 0
                                        ? text.lastIndexOf(' ', MOST_LETTERS)
                                        : MOST_LETTERS)
                        + "\u2026";
    }

    /** Within a square, its proportions kept. */
    private static BufferedImage scaled(BufferedImage picture, double side) {
        double scale = side / Math.max(picture.getWidth(), picture.getHeight());
        int width = (int) Math.max(2, Math.round(scale * picture.getWidth()));
        int height = (int) Math.max(2, Math.round(scale * picture.getHeight()));
        BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        scaled.createGraphics().drawImage(picture.getScaledInstance(width, height, Image.SCALE_SMOOTH), 0, 0, null);
        return scaled;
    }
}
