package io.fourfold.model.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;

/** An ImageIO plugin as users may have one: says that any HEIC is red, and of what size, and may never come to an end. */
public final class HeicPlugin extends ImageReaderSpi {

    static volatile int side = 100;
    static volatile boolean hangs;

    public HeicPlugin() {
        super(
                "test",
                "1",
                new String[] {"heic"},
                new String[] {"heic"},
                new String[] {"image/heic"},
                HeicReader.class.getName(),
                new Class<?>[] {ImageInputStream.class},
                null,
                false,
                null,
                null,
                null,
                null,
                false,
                null,
                null,
                null,
                null);
    }

    @Override
    public boolean canDecodeInput(Object source) {
        return true;
    }

    @Override
    public ImageReader createReaderInstance(Object extension) {
        return new HeicReader(this);
    }

    @Override
    public String getDescription(Locale locale) {
        return "HEIC of the tests";
    }

    private static final class HeicReader extends ImageReader {

        HeicReader(ImageReaderSpi provider) {
            super(provider);
        }

        @Override
        public int getNumImages(boolean allowSearch) {
            return 1;
        }

        @Override
        public int getWidth(int imageIndex) {
            return side;
        }

        @Override
        public int getHeight(int imageIndex) {
            return side;
        }

        @Override
        public Iterator<ImageTypeSpecifier> getImageTypes(int imageIndex) {
            return List.of(ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_INT_RGB))
                    .iterator();
        }

        @Override
        public IIOMetadata getStreamMetadata() {
            return null;
        }

        @Override
        public IIOMetadata getImageMetadata(int imageIndex) {
            return null;
        }

        @Override
        public BufferedImage read(int imageIndex, ImageReadParam param) throws IOException {
            while (hangs) {
                Thread.onSpinWait();
            }
            BufferedImage image = getDestination(param, getImageTypes(0), side, side);
            Graphics2D graphics = image.createGraphics();
            graphics.setColor(Color.RED);
            graphics.fillRect(0, 0, side, side);
            graphics.dispose();
            return image;
        }
    }
}
