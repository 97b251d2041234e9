package io.fourfold.model.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBufferInt;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** Any decoded image as opaque sRGB pixels, transparency flattened on white. */
final class RgbPixels {

    private RgbPixels() {}

    /** Packed {@code 0xRRGGBB} pixels, row by row, {@code [height * width]}; the top byte is undefined. */
    static int[] of(BufferedImage image) {
        ColorModel model = image.getColorModel();
        if (model instanceof ComponentColorModel && model.getNumColorComponents() == 1) {
            return grey(image.getRaster(), model);
        }
        return onWhite(inSrgb(image, model));
    }

    /** Grey samples are already sRGB-like; Java would take them for linear light and brighten them. */
    private static int[] grey(Raster raster, ColorModel model) {
        int width = raster.getWidth();
        int height = raster.getHeight();
        int bands = raster.getNumBands();
        float scale = 255f / ((1 << model.getComponentSize(0)) - 1);
        int[] pixels = new int[width * height];
        int[] row = new int[width * bands];
        for (int y = 0; y < height; y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int x = 0; x < width; x++) {
                float level = row[x * bands] * scale;
                if (model.hasAlpha()) {
                    float opacity = row[x * bands + bands - 1] * scale / 255f;
                    level = 255f - (255f - level) * opacity;
                }
                int value = Math.round(level);
                pixels[y * width + x] = value << 16 | value << 8 | value;
            }
        }
        return pixels;
    }

    private static BufferedImage inSrgb(BufferedImage image, ColorModel model) {
        // A colour space without a profile, as a TIFF's inks have, says itself what is sRGB.
        if (model instanceof IndexColorModel
                || model.getColorSpace().isCS_sRGB()
                || !(model.getColorSpace() instanceof ICC_ColorSpace)) {
            return image;
        }
        int type = model.hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
        BufferedImage converted = new BufferedImage(image.getWidth(), image.getHeight(), type);
        return new ColorConvertOp(ColorSpace.getInstance(ColorSpace.CS_sRGB), null).filter(image, converted);
    }

    private static int[] onWhite(BufferedImage image) {
        if (image.getType() == BufferedImage.TYPE_INT_RGB) {
            return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        }
        BufferedImage opaque = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = opaque.createGraphics();
        try {
            graphics.drawImage(image, 0, 0, Color.WHITE, null);
        } finally {
            graphics.dispose();
        }
        return ((DataBufferInt) opaque.getRaster().getDataBuffer()).getData();
    }
}
