package io.fourfold.model.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The image names of one part of a data set, from a file with one name a line. */
public final class SplitList {

    private SplitList() {}

    /** @throws IOException if the file cannot be read, is empty, or names an image twice */
    public static List<String> read(Path source) throws IOException {
        List<String> images = Files.readAllLines(source).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (images.isEmpty()) {
            throw new IOException(source + " names no image: expected one file name a line");
        }
        if (images.stream().distinct().count() < images.size()) {
            throw new IOException(source + " names an image twice");
        }
        return images;
    }
}
