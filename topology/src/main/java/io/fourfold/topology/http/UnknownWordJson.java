package io.fourfold.topology.http;

import io.fourfold.schemas.UnknownWord;
import java.util.List;

/** A word that the network has not learned, with learned ones that are spelt nearly the same. */
record UnknownWordJson(String word, List<String> nearSpellings) {

    static List<UnknownWordJson> of(List<UnknownWord> words) {
        return words.stream()
                .map(word -> new UnknownWordJson(word.getWord(), word.getNearSpellings()))
                .toList();
    }
}
