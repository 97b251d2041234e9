package io.fourfold.model.image;

/**
 * What a photo file's container says before any pixel is decoded.
 *
 * @param complete whether the file goes on to its own end marker
 * @param orientation the EXIF orientation, 1 to 8; 1 if the file has none
 * @param bytesPerPixel memory that its reader takes of every pixel before any is skipped; 0 if it reads row by row
 */
record PhotoFile(boolean complete, int orientation, int bytesPerPixel) {

    static final int UPRIGHT = 1;
}
