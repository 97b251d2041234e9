package io.fourfold.model.evaluate;

import io.fourfold.model.words.ScoredWord;
import io.fourfold.model.words.UnknownWordException;
import io.fourfold.model.words.WordVectors;
import java.util.List;
import java.util.function.Supplier;

/**
 * How well word vectors answer questions about words. A question about an unknown word counts as missed.
 *
 * @param similarWords number of questions for a similar word
 * @param similarHitAt5 percentage of them with a right answer among the first five
 * @param analogies number of analogies
 * @param analogyHitAt3 percentage of them with a right answer among the first three
 */
public record WordScores(int similarWords, double similarHitAt5, int analogies, double analogyHitAt3) {

    private static final int SIMILAR_DEPTH = 5;
    private static final int ANALOGY_DEPTH = 3;
    private static final double PERCENT = 100;

    /** Asks all questions. */
    public static WordScores of(WordVectors words, WordQuestions questions) {
        long similar = questions.similarWords().stream()
                .filter(question -> answersSimilar(words, question))
                .count();
        long analogies = questions.analogies().stream()
                .filter(question -> answersAnalogy(words, question))
                .count();
        return new WordScores(
                questions.similarWords().size(),
                PERCENT * similar / questions.similarWords().size(),
                questions.analogies().size(),
                PERCENT * analogies / questions.analogies().size());
    }

    private static boolean answersSimilar(WordVectors words, WordQuestion question) {
        return hit(question, () -> words.similar(question.given().get(0), SIMILAR_DEPTH));
    }

    private static boolean answersAnalogy(WordVectors words, WordQuestion question) {
        List<String> given = question.given();
        return hit(question, () -> words.analogy(given.get(0), given.get(1), given.get(2), ANALOGY_DEPTH));
    }

    private static boolean hit(WordQuestion question, Supplier<List<ScoredWord>> answers) {
        try {
            return answers.get().stream().map(ScoredWord::word).anyMatch(question.accepted()::contains);
        } catch (UnknownWordException unknown) {
            return false;
        }
    }
}
