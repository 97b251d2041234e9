package io.fourfold.infra.map;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Which parts of a picture have nothing on them yet that has to be read. */
final class FreeSpace {

    private final Rectangle2D all;
    private final List<Rectangle2D> taken = new ArrayList<>();

    FreeSpace(int width, int height) {
        all = new Rectangle2D.Double(0, 0, width, height);
    }

    /** Whether a rectangle lies within the picture and touches nothing. */
    boolean has(double centreX, double centreY, double width, double height) {
        Rectangle2D wanted = around(centreX, centreY, width, height);
        return all.contains(wanted) && taken.stream().noneMatch(wanted::intersects);
    }

    void take(double centreX, double centreY, double width, double height) {
        taken.add(around(centreX, centreY, width, height));
    }

    private static Rectangle2D around(double x, double y, double width, double height) {
        return new Rectangle2D.Double(x - width / 2, y - height / 2, width, height);
    }
}
