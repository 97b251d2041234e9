package io.fourfold.model.meaning;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A dictionary of the words that a test defines. */
public final class TinyWordNet {

    private static final String LICENCE = "  1 This software and database is being provided to you  \n";

    private final Map<String, StringBuilder> files = new LinkedHashMap<>();

    public TinyWordNet() {
        for (String part : List.of("noun", "verb", "adj", "adv")) {
            files.put("index." + part, new StringBuilder(LICENCE));
            files.put("data." + part, new StringBuilder(LICENCE));
            files.put(part + ".exc", new StringBuilder());
        }
    }

    /** @param part noun, verb, adj or adv */
    public TinyWordNet with(String part, String word, String definition) {
        StringBuilder data = files.get("data." + part);
        files.get("index." + part).append("%s %c 1 1 @ 1 0 %08d  \n".formatted(word, part.charAt(0), data.length()));
        data.append("%08d 06 %c 01 %s 0 000 | %s  \n".formatted(data.length(), part.charAt(0), word, definition));
        return this;
    }

    public TinyWordNet withIrregular(String part, String form, String base) {
        files.get(part + ".exc").append("%s %s\n".formatted(form, base));
        return this;
    }

    /** Writes the jar. */
    public Path write(Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, StringBuilder> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry("wordnet/" + file.getKey()));
                zip.write(file.getValue().toString().getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }
}
