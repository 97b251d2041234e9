package io.fourfold.topology.map;

import io.fourfold.model.words.WordVectors;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The most frequent words of a network.
 *
 * @param limit most words
 */
record FrequentWords(WordVectors words, int limit) implements MapSource {

    @Override
    public Labels labels() {
        List<String> all = words.words();
        return new Labels(Set.copyOf(all.subList(0, Math.min(limit, all.size()))), true);
    }

    @Override
    public LabelledVectors vectors(Collection<String> labels) {
        List<String> mostFrequentFirst =
                words.words().stream().filter(labels::contains).toList();
        return new LabelledVectors(
                mostFrequentFirst, mostFrequentFirst.stream().map(words::vector).toArray(float[][]::new));
    }
}
