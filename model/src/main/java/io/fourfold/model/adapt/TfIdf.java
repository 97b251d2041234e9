package io.fourfold.model.adapt;

import io.fourfold.model.words.CaptionWords;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the captions of a photo say, as weights of words: how often a word occurs times the logarithm of how rare it is (Salton
 * and Buckley 1988), scaled to length 1. Immutable.
 */
final class TfIdf {

    private final Map<String, Integer> indexOf = new HashMap<>();
    private final float[] rarity;

    /**
     * Counts in the captions of how many photos each word occurs.
     *
     * @param photos the captions of each
     * @param minimumPhotos words in fewer photos are left out
     */
    TfIdf(Collection<List<String>> photos, int minimumPhotos) {
        Map<String, Integer> photosWith = new TreeMap<>();
        for (List<String> captions : photos) {
            new HashSet<>(words(captions)).forEach(word -> photosWith.merge(word, 1, Integer::sum));
        }
        photosWith.values().removeIf(count -> count < minimumPhotos);
        rarity = new float[photosWith.size()];
        photosWith.forEach((word, count) -> {
            rarity[indexOf.size()] = (float) Math.log(photos.size() / (double) count);
            indexOf.put(word, indexOf.size());
        });
    }

    /** Length of the vectors. */
    int words() {
        return rarity.length;
    }

    /** The vector of a photo's captions; empty if no word is known. */
    SparseVector vector(List<String> captions) {
        TreeMap<Integer, Float> weights = new TreeMap<>();
        for (String word : words(captions)) {
            Integer index = indexOf.get(word);
            if (index != null) {
                weights.merge(index, rarity[index], Float::sum);
            }
        }
        double length =
                Math.sqrt(weights.values().stream().mapToDouble(w -> w * w).sum());
        int[] indices = new int[weights.size()];
        float[] values = new float[weights.size()];
        int i = 0;
        for (Map.Entry<Integer, Float> weight : weights.entrySet()) {
            indices[i] = weight.getKey();
            values[i++] = (float) (weight.getValue() / length);
        }
        return new SparseVector(indices, values);
    }

    private static List<String> words(List<String> captions) {
        return captions.stream()
                .flatMap(caption -> CaptionWords.of(caption).stream())
                .toList();
    }
}
