package io.fourfold.model.evaluate;

import io.fourfold.model.words.CaptionWords;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Questions about words with their answers, written by hand and fixed before the network that they judge was trained.
 *
 * @param similarWords each asks for a word like one given
 * @param analogies each asks for the d of {@code a : b :: c : d}
 */
public record WordQuestions(List<WordQuestion> similarWords, List<WordQuestion> analogies) {

    public WordQuestions {
        similarWords = List.copyOf(similarWords);
        analogies = List.copyOf(analogies);
    }

    /** The questions that come with Fourfold: people, animals, colours, doings, things and places; plurals, gender, forms. */
    public static WordQuestions committed() {
        return new WordQuestions(parse(resource("similar-words.txt"), 1), parse(resource("analogies.txt"), 3));
    }

    /**
     * Reads lines {@code given words: accepted words}; empty ones and those that start with # are passed over.
     *
     * @param given how many words each question gives
     * @throws IllegalArgumentException if a line is malformed; the message names it
     */
    static List<WordQuestion> parse(String text, int given) {
        List<WordQuestion> questions = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] sides = line.split(":", -1);
            List<String> words = CaptionWords.of(sides[0]);
            if (sides.length != 2 || words.size() != given || sides[1].isBlank()) {
                throw new IllegalArgumentException("not '" + given + " words: accepted words': '" + line + "'");
            }
            questions.add(new WordQuestion(words, Set.copyOf(CaptionWords.of(sides[1]))));
        }
        return questions;
    }

    private static String resource(String name) {
        try (InputStream in = WordQuestions.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
