package io.fourfold.model.evaluate;

import io.fourfold.model.Network;
import io.fourfold.model.explain.PhotoPlaces;
import io.fourfold.model.explain.WordExplainer;
import io.fourfold.model.explain.WordExplanation;
import io.fourfold.model.files.AtomicFile;
import io.fourfold.model.image.DecodedPhoto;
import io.fourfold.model.words.CaptionWords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Blots out what explanations say matters, and looks whether it does (deletion, Petsiuk, Das and Saenko 2018).
 *
 * @param likelihood of words
 * @param random chooses the places to compare with; seed it for repeatable scores
 */
public record ExplanationEvaluation(Network network, WordExplainer likelihood, Random random) {

    private static final Logger LOG = LoggerFactory.getLogger(ExplanationEvaluation.class);
    private static final int RANDOM_FIFTHS = 10;
    private static final int PHOTOS_PER_REPORT = 50;
    private static final double PERCENT = 100;

    /** One photo's word, and by how much fifths of its places lower the logarithm of the word's probability. */
    private record Blotted(String photo, String word, String after, double strongest, double random) {}

    /**
     * Explains of each photo the thing in its caption that the photo speaks for most: whose probability is farthest, by its
     * logarithm, above that with an empty photo. Writes {@code explanations.tsv} into a folder.
     *
     * @param photos at least one whose caption names a thing
     * @throws io.fourfold.model.explain.CannotExplainException if the network cannot tell
     */
    public ExplanationScores evaluate(List<Path> photos, Path out) throws IOException {
        List<Blotted> blotted = new ArrayList<>();
        StringBuilder lines = new StringBuilder("photo\tword\tafter\tstrongest\trandom\n");
        for (int i = 0; i < photos.size(); i++) {
            Optional<Blotted> result = blotOut(photos.get(i));
            result.ifPresent(blotted::add);
            result.ifPresent(one -> lines.append("%s\t%s\t%s\t%.4f\t%.4f%n"
                    .formatted(one.photo(), one.word(), one.after(), one.strongest(), one.random())));
            if ((i + 1) % PHOTOS_PER_REPORT == 0 || i + 1 == photos.size()) {
                LOG.info("explained {} of {} photos", i + 1, photos.size());
            }
        }
        AtomicFile.write(out.resolve("explanations.tsv"), lines.toString().getBytes(StandardCharsets.UTF_8));
        return new ExplanationScores(
                blotted.size(),
                PERCENT
                        * blotted.stream()
                                .filter(one -> one.strongest() > one.random())
                                .count()
                        / blotted.size(),
                blotted.stream().mapToDouble(Blotted::strongest).average().orElse(0),
                blotted.stream().mapToDouble(Blotted::random).average().orElse(0));
    }

    private Optional<Blotted> blotOut(Path file) throws IOException {
        DecodedPhoto photo = network.decode(Files.readAllBytes(file));
        PhotoPlaces places = network.places(photo);
        Optional<String> word = strongestThing(places);
        if (word.isEmpty()) {
            return Optional.empty();
        }
        WordExplanation explained = network.explain(places, word.get());
        Blots blots =
                new Blots(photo, explained.places().rows(), explained.places().columns());
        double[] random = new double[RANDOM_FIFTHS];
        for (int i = 0; i < random.length; i++) {
            random[i] = lowered(explained, word.get(), blots.random(this.random));
        }
        Arrays.sort(random);
        return Optional.of(new Blotted(
                file.getFileName().toString(),
                word.get(),
                explained.after(),
                lowered(explained, word.get(), blots.strongest(explained.places())),
                (random[RANDOM_FIFTHS / 2 - 1] + random[RANDOM_FIFTHS / 2]) / 2));
    }

    /** By how much the word is less probable of another photo, wherever that photo's own caption would say it. */
    private double lowered(WordExplanation explained, String word, DecodedPhoto blotted) {
        float[] embedding = network.embed(blotted);
        String caption = network.captions(embedding).get(0).text();
        return explained.places().total() - likelihood.logProbability(embedding, caption, word);
    }

    private Optional<String> strongestThing(PhotoPlaces places) {
        float[] photo = places.photo().embedding();
        float[] empty = places.empty().embedding();
        List<String> caption = CaptionWords.of(network.captions(photo).get(0).text());
        return CaptionThings.in(caption).stream()
                .max(Comparator.comparing(i -> {
                    String after = String.join(" ", caption.subList(0, i));
                    return likelihood.logProbabilityAfter(photo, after, caption.get(i))
                            - likelihood.logProbabilityAfter(empty, after, caption.get(i));
                }))
                .map(caption::get);
    }
}
