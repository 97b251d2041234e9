package io.fourfold.model.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** People's captions of photos, from a file of lines {@code image#n<TAB>caption} as Flickr8k has it. Immutable. */
public final class CaptionFile {

    private final Path source;
    private final Map<String, TreeMap<Integer, String>> captions;

    private CaptionFile(Path source, Map<String, TreeMap<Integer, String>> captions) {
        this.source = source;
        this.captions = captions;
    }

    /** @throws IOException if the file cannot be read, or a line is malformed or repeats a number; the message names the line */
    public static CaptionFile read(Path source) throws IOException {
        Map<String, TreeMap<Integer, String>> captions = new HashMap<>();
        int line = 0;
        for (String text : Files.readAllLines(source)) {
            line++;
            if (!text.isBlank()) {
                add(text, source + ", line " + line, captions);
            }
        }
        return new CaptionFile(source, captions);
    }

    /**
     * The captions of a photo in the order of their numbers.
     *
     * @throws IllegalArgumentException if the file has none
     */
    public List<String> of(String image) {
        TreeMap<Integer, String> found = captions.get(image);
        if (found == null) {
            throw new IllegalArgumentException(source + " has no caption of " + image);
        }
        return List.copyOf(found.values());
    }

    private static void add(String text, String place, Map<String, TreeMap<Integer, String>> captions)
            throws IOException {
        int tab = text.indexOf('\t');
        int hash = tab < 0 ? -1 : text.lastIndexOf('#', tab);
        if (hash < 1 || !text.substring(hash + 1, tab).matches("\\d{1,6}")) {
            throw new IOException(place + " is not 'image#n<TAB>caption': '" + text + "'");
        }
        String image = text.substring(0, hash);
        int number = Integer.parseInt(text.substring(hash + 1, tab));
        String previous = captions.computeIfAbsent(image, unused -> new TreeMap<>())
                .put(number, text.substring(tab + 1).strip());
        if (previous != null) {
            throw new IOException(place + " is the second caption " + number + " of " + image);
        }
    }
}
