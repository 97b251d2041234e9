package io.fourfold.model.retrieval;

import io.fourfold.model.inversion.InexpressibleQueryException;
import io.fourfold.model.inversion.Query;
import io.fourfold.model.inversion.TextSearch;
import io.fourfold.model.words.CaptionWords;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Captions with a noun that also has a name outside the network's vocabulary, by the list {@code synonyms.txt}: at most
 * {@value #CAPTIONS}, drawn at random, no more than {@value #CAPTIONS_PER_NOUN} with the same noun.
 *
 * @param written as people wrote them
 * @param replaced the first such noun replaced by that name
 * @param without the noun left out
 */
record SynonymQueries(CaptionQueries written, CaptionQueries replaced, CaptionQueries without) {

    static final int CAPTIONS = 100;
    static final int CAPTIONS_PER_NOUN = 2;

    private static final long SEED = 1;

    private record Caption(int photo, String text) {}

    static SynonymQueries of(List<EmbeddedPhoto> photos, TextSearch search) {
        List<Caption> captions = new ArrayList<>();
        for (int photo = 0; photo < photos.size(); photo++) {
            for (String text : photos.get(photo).captions()) {
                captions.add(new Caption(photo, text));
            }
        }
        Collections.shuffle(captions, new Random(SEED));
        SynonymQueries drawn = new SynonymQueries(CaptionQueries.none(), CaptionQueries.none(), CaptionQueries.none());
        Map<String, List<String>> synonyms = synonyms();
        Map<String, Integer> perNoun = new HashMap<>();
        for (Caption caption : captions) {
            if (drawn.written.size() < CAPTIONS) {
                drawn.addIfReplaceable(caption, synonyms, perNoun, search);
            }
        }
        return drawn;
    }

    private void addIfReplaceable(
            Caption caption, Map<String, List<String>> synonyms, Map<String, Integer> perNoun, TextSearch search) {
        List<String> words = CaptionWords.of(caption.text);
        for (int i = 0; i < words.size(); i++) {
            Optional<Query> other = outsideVocabulary(words, i, synonyms, search);
            if (other.isPresent()) {
                Optional<Query> rest = understood(without(words, i), search);
                if (rest.isPresent() && perNoun.merge(words.get(i), 1, Integer::sum) <= CAPTIONS_PER_NOUN) {
                    written.add(search.understand(caption.text), caption.photo);
                    replaced.add(other.get(), caption.photo);
                    without.add(rest.get(), caption.photo);
                }
                return;
            }
        }
    }

    private static Optional<Query> outsideVocabulary(
            List<String> words, int index, Map<String, List<String>> synonyms, TextSearch search) {
        for (String synonym : synonyms.getOrDefault(words.get(index), List.of())) {
            List<String> replaced = new ArrayList<>(words);
            replaced.set(index, synonym);
            Optional<Query> query = understood(replaced, search)
                    .filter(read -> !read.words().get(index).known());
            if (query.isPresent()) {
                return query;
            }
        }
        return Optional.empty();
    }

    private static List<String> without(List<String> words, int index) {
        List<String> rest = new ArrayList<>(words);
        rest.remove(index);
        return rest;
    }

    private static Optional<Query> understood(List<String> words, TextSearch search) {
        try {
            return Optional.of(search.understand(String.join(" ", words)));
        } catch (InexpressibleQueryException e) {
            return Optional.empty();
        }
    }

    /** Lines {@code noun: synonyms}; empty ones and those that start with # are passed over. */
    private static Map<String, List<String>> synonyms() {
        try (InputStream in = SynonymQueries.class.getResourceAsStream("synonyms.txt")) {
            Map<String, List<String>> synonyms = new HashMap<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.contains(":") && !line.startsWith("#"))
                    .toList()) {
                List<String> words = CaptionWords.of(line);
                synonyms.put(words.get(0), words.subList(1, words.size()));
            }
            return synonyms;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
