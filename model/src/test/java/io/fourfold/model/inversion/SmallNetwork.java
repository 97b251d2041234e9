package io.fourfold.model.inversion;

import io.fourfold.model.decoder.Decoder;
import io.fourfold.model.decoder.DecoderShape;
import io.fourfold.model.decoder.DecoderWeights;
import io.fourfold.model.text.Hubness;
import io.fourfold.model.text.TextDirections;
import io.fourfold.model.text.TextEncoder;
import io.fourfold.model.text.WordBag;
import io.fourfold.model.words.Vocabulary;
import io.fourfold.model.words.WordMeaning;
import io.fourfold.model.words.WordMeanings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** A decoder with random weights and photos drawn at random: small enough for finite differences. */
final class SmallNetwork {

    static final int SIZE = 8;
    private static final int HIDDEN = 12;

    /** Behind the likelihood of a sentence: seven times the gates' sums, the projection and the sum over the tokens. */
    static final int ADDITIONS = 7 * (SIZE + HIDDEN + HIDDEN + SIZE + 12);

    private static final int PHOTOS = 60;

    final Vocabulary vocabulary = Vocabulary.learn(List.of("a dog runs on the grass", "two dogs swim in water"), 1);
    final Decoder decoder;
    final TextDirections directions;
    final List<float[]> photos = new ArrayList<>();
    final EmbeddingPrior prior;
    final NetworkTextSearch search;

    /** A pooch is a dog, a lake water, and more than water. */
    private WordMeanings meanings() {
        SortedMap<String, List<WordMeaning>> meanings = new TreeMap<>();
        meanings.put("pooch", List.of(new WordMeaning("dog", 1)));
        meanings.put("lake", List.of(new WordMeaning("water", 1), new WordMeaning("swim", 0.4f)));
        try {
            return WordMeanings.read(WordMeanings.toBytes(meanings, vocabulary), vocabulary);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SmallNetwork() {
        SplittableRandom random = new SplittableRandom(1);
        DecoderWeights weights = DecoderWeights.random(new DecoderShape(vocabulary.tokens(), SIZE, HIDDEN), random);
        weights.words().fillUniform(1, random);
        decoder = new Decoder(weights);
        directions = new TextDirections(
                TextEncoder.random(weights.words(), random), WordBag.random(vocabulary.tokens(), SIZE, random));
        for (int i = 0; i < PHOTOS; i++) {
            float[] photo = new float[SIZE];
            for (int k = 0; k < SIZE; k++) {
                photo[k] = (float) (0.2 + random.nextGaussian() * (k + 1) / 2);
            }
            photos.add(photo);
        }
        prior = EmbeddingPrior.measure(photos);
        Hubness hubness = Hubness.measure(
                directions, List.of(vocabulary.tokens("a dog"), vocabulary.tokens("two dogs swim in water")));
        search = new NetworkTextSearch(decoder, vocabulary, meanings(), directions, prior, hubness);
    }
}
