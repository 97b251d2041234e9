package io.fourfold.infra.map;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;

/** What a map is drawn on: places in pixels from its upper left corner, later marks over earlier ones. */
interface Canvas {

    /** Colours of the page's map by day. */
    int GROUND = 0xf8f9fa;

    int DOT = 0x2f8f72;
    int INK = 0x212529;

    /** Part of a text's height by which its base line is below its middle. */
    double BASE_LINE = 0.35;

    void dot(double x, double y, double radius);

    /**
     * A line of text with a seam that keeps it apart from what is below it.
     *
     * @param x its middle
     * @param y its middle
     * @param height of the font, in pixels
     */
    void text(double x, double y, String text, double height);

    /**
     * A picture with a frame.
     *
     * @param x its middle
     * @param y its middle
     * @param picture of twice the width and height that it is to have
     */
    void picture(double x, double y, BufferedImage picture);

    /** Writes what has been drawn. */
    void write(OutputStream file) throws IOException;
}
