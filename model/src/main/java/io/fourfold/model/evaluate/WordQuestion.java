package io.fourfold.model.evaluate;

import java.util.List;
import java.util.Set;

/**
 * A question about words, and what a person would accept as its answer.
 *
 * @param given the words asked about
 * @param accepted right answers, at least one
 */
public record WordQuestion(List<String> given, Set<String> accepted) {

    public WordQuestion {
        given = List.copyOf(given);
        accepted = Set.copyOf(accepted);
        if (given.isEmpty() || accepted.isEmpty()) {
            throw new IllegalArgumentException("a question needs words to ask about and an answer to accept");
        }
    }
}
