package io.fourfold.model.image;

/**
 * What a photo file's container says before any pixel is decoded.
 *
 * @param complete whether the file goes on to its own end marker
 * @param orientation the EXIF orientation, 1 to 8; 1 if the file has none
 * @param bytesPerPixel memory that its reader takes of every pixel before any is skipped; 0 if it reads row by row
 * @param extraBytes memory that its reader takes besides, for strips or tiles
 */
record PhotoFile(boolean complete, int orientation, int bytesPerPixel, long extraBytes) {

    static final int UPRIGHT = 1;

    static PhotoFile complete(int orientation, int bytesPerPixel) {
        return new PhotoFile(true, orientation, bytesPerPixel, 0);
    }

    static PhotoFile truncated() {
        return new PhotoFile(false, UPRIGHT, 0, 0);
    }
}
