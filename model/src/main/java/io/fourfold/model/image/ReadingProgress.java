package io.fourfold.model.image;

import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;
import javax.imageio.event.IIOReadWarningListener;

/** How far a reader has come; it is told to end where its input has been stopped. */
final class ReadingProgress implements IIOReadProgressListener, IIOReadWarningListener {

    private static final float ALL = 99.999f;

    private final PhotoInput input;
    private boolean endedEarly;
    private float percent;

    ReadingProgress(PhotoInput input) {
        this.input = input;
    }

    /** Whether the reader made up pixels, since there were too few. */
    boolean endedEarly() {
        return endedEarly;
    }

    /** Whether the reader came to the last row; not all readers say so. */
    boolean reachedEnd() {
        return percent > ALL;
    }

    @Override
    public void warningOccurred(ImageReader source, String warning) {
        endedEarly |= warning.toLowerCase(Locale.ROOT).contains("premature end");
    }

    @Override
    public void imageProgress(ImageReader source, float percentageDone) {
        percent = percentageDone;
        if (input.isStopped()) {
            source.abort();
        }
    }

    @Override
    public void sequenceStarted(ImageReader source, int minIndex) {}

    @Override
    public void sequenceComplete(ImageReader source) {}

    @Override
    public void imageStarted(ImageReader source, int imageIndex) {}

    @Override
    public void imageComplete(ImageReader source) {}

    @Override
    public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

    @Override
    public void thumbnailProgress(ImageReader source, float percentageDone) {}

    @Override
    public void thumbnailComplete(ImageReader source) {}

    @Override
    public void readAborted(ImageReader source) {}
}
