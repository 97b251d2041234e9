package io.fourfold.model.train;

import io.fourfold.model.dataset.PhotoSplit;
import io.fourfold.model.inversion.EmbeddingPrior;
import io.fourfold.model.linear.Vectors;
import io.fourfold.model.metrics.RetrievalScores;
import io.fourfold.model.text.Hubness;
import io.fourfold.model.text.TextDirections;
import io.fourfold.model.text.WordBag;
import io.fourfold.model.words.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Makes a network that has learned to caption ready to find photos by text: trains a bag of words beside its text encoder, and
 * measures where embeddings lie. The network stays as it is.
 *
 * @param training how the network was trained
 * @param log receives lines of progress
 */
record SearchTraining(TrainingConfig training, SearchConfig config, Consumer<String> log) {

    /**
     * What a network needs for search.
     *
     * @param directions of texts
     * @param prior of the image embeddings of the photos learned from
     * @param hubness with captions of the photos learned from
     */
    record Result(TextDirections directions, EmbeddingPrior prior, Hubness hubness) {}

    /**
     * Trains; the same network and photos give the same result.
     *
     * @param photos with the features that the network was trained with
     */
    Result train(TrainingResult network, List<CaptionedPhoto> photos) {
        PhotoSplit<CaptionedPhoto> split = PhotoSplit.of(photos, training.heldOutPhotos(), training.seed())
                .map(photo -> embedded(photo, network.projection()));
        Vocabulary vocabulary = network.vocabulary();
        List<CaptionedPhoto> learned = split.learned();
        WordBag bag = new WordBagTraining(config, log)
                .train(learned, vocabulary, training.captions().maximumWords());
        TextDirections directions = new TextDirections(network.textEncoder(), bag);
        log.accept("text to image, held out: " + scores(directions, split.heldOut(), vocabulary));
        return new Result(
                directions,
                EmbeddingPrior.measure(
                        learned.stream().map(photo -> photo.features().plain()).toList()),
                Hubness.measure(
                        directions,
                        learned.stream()
                                .limit(Hubness.TEXTS)
                                .map(photo -> vocabulary.tokens(photo.captions().get(0)))
                                .toList()));
    }

    /** The photo with its embeddings as features. */
    private static CaptionedPhoto embedded(CaptionedPhoto photo, AffineMap projection) {
        return new CaptionedPhoto(
                photo.name(),
                new PhotoFeatures(
                        projection.apply(photo.features().plain()),
                        projection.apply(photo.features().flipped())),
                photo.captions(),
                photo.times());
    }

    private static RetrievalScores scores(
            TextDirections directions, List<CaptionedPhoto> photos, Vocabulary vocabulary) {
        List<float[]> images = photos.stream()
                .map(photo -> Vectors.unit(photo.features().plain()))
                .toList();
        List<Integer> ranks = new ArrayList<>();
        for (int photo = 0; photo < photos.size(); photo++) {
            List<int[]> captions = photos.get(photo).captions().stream()
                    .map(vocabulary::tokens)
                    .toList();
            for (float[] text : directions.of(captions)) {
                double[] cosines = images.stream()
                        .mapToDouble(image -> Vectors.dot(text, image))
                        .toArray();
                ranks.add(RetrievalScores.rank(cosines, photo));
            }
        }
        return RetrievalScores.of(ranks.stream().mapToInt(Integer::intValue).toArray());
    }
}
