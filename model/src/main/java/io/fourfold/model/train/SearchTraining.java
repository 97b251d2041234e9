package io.fourfold.model.train;

import io.fourfold.model.decoder.Decoder;
import io.fourfold.model.decoder.WordBag;
import io.fourfold.model.inversion.Direction;
import io.fourfold.model.inversion.EmbeddingPrior;
import io.fourfold.model.inversion.Hubness;
import io.fourfold.model.inversion.TextDirections;
import io.fourfold.model.retrieval.RetrievalScores;
import io.fourfold.model.words.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Makes a network that has learned to caption ready to find photos by text: takes it to larger photos, trains a bag of words
 * beside its text encoder, and measures where embeddings lie. The decoder stays as it is.
 */
final class SearchTraining {

    private final TrainingConfig training;
    private final SearchConfig config;
    private final Consumer<String> log;

    /**
     * @param training how the network was trained
     * @param log receives lines of progress
     */
    SearchTraining(TrainingConfig training, SearchConfig config, Consumer<String> log) {
        this.training = training;
        this.config = config;
        this.log = log;
    }

    /**
     * What a network needs for search.
     *
     * @param projection from the enlarged photo's feature to the image embedding
     * @param directions of texts
     * @param prior of the image embeddings of the photos learned from
     * @param hubness with captions of the photos learned from
     * @param heldOut how well the network captions the enlarged photos that were held out
     */
    record Result(
            AffineMap projection,
            TextDirections directions,
            EmbeddingPrior prior,
            Hubness hubness,
            HeldOutScore heldOut) {}

    /**
     * Trains; the same network and photos give the same result.
     *
     * @param photos with the features that the network was trained with
     * @param enlarged the same photos with features of the backbone that sees them enlarged
     */
    Result train(TrainingResult network, List<CaptionedPhoto> photos, List<CaptionedPhoto> enlarged) {
        PhotoSplit split = PhotoSplit.of(enlarged, training.heldOutImages(), training.seed());
        AffineMap projection = Recalibration.of(
                network.projection(),
                FeatureScaling.measure(PhotoSplit.of(photos, training.heldOutImages(), training.seed())
                        .learned()),
                FeatureScaling.measure(split.learned()));
        Vocabulary vocabulary = network.vocabulary();
        HeldOutScore score = new HeldOutCheck(
                        split.heldOut(), vocabulary, training.beamWidth(), training.captionWords())
                .score(new Decoder(network.decoder()), projection);
        log.accept("photos enlarged to " + config.encoderSide() + ": held out " + score);
        List<CaptionedPhoto> learned = embedded(split.learned(), projection);
        WordBag bag = new WordBagTraining(config, log).train(learned, vocabulary, training.maximumWords());
        TextDirections directions = new TextDirections(network.textEncoder(), bag);
        log.accept("text to image, held out: " + scores(directions, embedded(split.heldOut(), projection), vocabulary));
        return new Result(
                projection,
                directions,
                EmbeddingPrior.measure(
                        learned.stream().map(photo -> photo.features().plain()).toList()),
                Hubness.measure(
                        directions,
                        learned.stream()
                                .limit(Hubness.TEXTS)
                                .map(photo -> vocabulary.tokens(photo.captions().get(0)))
                                .toList()),
                score);
    }

    /** The photos with their embeddings as features. */
    private static List<CaptionedPhoto> embedded(List<CaptionedPhoto> photos, AffineMap projection) {
        return photos.stream()
                .map(photo -> new CaptionedPhoto(
                        photo.name(),
                        new PhotoFeatures(
                                projection.apply(photo.features().plain()),
                                projection.apply(photo.features().flipped())),
                        photo.captions()))
                .toList();
    }

    private static String scores(TextDirections directions, List<CaptionedPhoto> photos, Vocabulary vocabulary) {
        List<float[]> images = photos.stream()
                .map(photo -> Direction.of(photo.features().plain()))
                .toList();
        List<Integer> ranks = new ArrayList<>();
        for (int i = 0; i < photos.size(); i++) {
            float[] wanted = images.get(i);
            for (float[] text : directions.of(
                    photos.get(i).captions().stream().map(vocabulary::tokens).toList())) {
                double cosine = Direction.dot(text, wanted);
                ranks.add(1
                        + (int) images.stream()
                                .filter(image -> Direction.dot(text, image) > cosine)
                                .count());
            }
        }
        RetrievalScores scores =
                RetrievalScores.of(ranks.stream().mapToInt(Integer::intValue).toArray());
        return String.format(
                Locale.ROOT,
                "R@1 %.1f, R@5 %.1f, R@10 %.1f, median rank %.0f",
                scores.recall1(),
                scores.recall5(),
                scores.recall10(),
                scores.medianRank());
    }
}
