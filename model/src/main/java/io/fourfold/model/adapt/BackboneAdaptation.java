package io.fourfold.model.adapt;

import io.fourfold.model.encoder.BackboneParts;
import io.fourfold.model.encoder.FeatureExtractor;
import io.fourfold.model.encoder.FeatureFile;
import io.fourfold.model.evaluate.CaptionFile;
import io.fourfold.model.evaluate.SplitList;
import io.fourfold.model.files.AtomicFile;
import io.fourfold.model.image.PhotoDecoder;
import io.fourfold.model.train.TrainingLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Adapts a backbone to captioned photos: its last bottlenecks learn to say what people say. A folder beside the result
 * receives what the frozen layers make of the photos, the checkpoints and a log; started again with the same result, a stopped
 * adaptation goes on. What the frozen layers make of all photos is kept in memory: 0.15 MB a photo.
 */
public final class BackboneAdaptation {

    private static final int LSA_ITERATIONS = 15;

    private final AdaptationConfig config;
    private final Clock clock;

    public BackboneAdaptation(AdaptationConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /**
     * Adapts a backbone and writes it.
     *
     * @param backbone ONNX model as {@link io.fourfold.model.encoder.BackboneConverter} writes it
     * @param images folder of the photos
     * @param captions lines {@code image#n<TAB>caption}
     * @param split photos to learn from, one file name a line
     * @param adapted receives the ONNX model, of the same input and output
     * @return how well the features find photos of like captions, among those held out
     * @throws IOException if a file cannot be read or written
     */
    public AdaptationScore adapt(Path backbone, Path images, Path captions, Path split, Path adapted)
            throws IOException, InterruptedException {
        Path work = Files.createDirectories(adapted.resolveSibling(adapted.getFileName() + ".training"));
        byte[] original = Files.readAllBytes(backbone);
        List<String> names = SplitList.read(split);
        if (names.size() < config.heldOutPhotos() + config.batchSize()) {
            throw new IllegalArgumentException("too few photos to adapt to: " + names.size() + ", of which "
                    + config.heldOutPhotos() + " would be held out");
        }
        FeatureFile maps;
        try (FeatureExtractor extractor =
                new FeatureExtractor(new PhotoDecoder(), BackboneParts.before(original, config.firstBottleneck()))) {
            maps = extractor.extract(names.stream().map(images::resolve).toList(), work.resolve("maps.bin"));
        }
        List<PhotoMaps> photos = photos(names, maps, CaptionFile.read(captions));
        TailWeights weights = TailWeights.read(original, config.firstBottleneck());
        AdaptationScore score = new AdaptationTrainer(
                        config, clock, new TrainingLog(work.resolve("adaptation.log"), clock))
                .train(
                        weights,
                        photos.subList(config.heldOutPhotos(), photos.size()),
                        photos.subList(0, config.heldOutPhotos()),
                        work);
        String training = "bottlenecks %d to %d adapted to the captions of %d photos of %s"
                .formatted(
                        weights.first(), weights.last(), photos.size() - config.heldOutPhotos(), split.getFileName());
        AtomicFile.write(adapted, weights.into(original, training));
        return score;
    }

    /** Shuffled as {@code io.fourfold.model.train} shuffles them, so that the photos held out there are held out here. */
    private List<PhotoMaps> photos(List<String> names, FeatureFile maps, CaptionFile captions) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(config.seed()));
        List<List<String>> texts =
                order.stream().map(i -> captions.of(names.get(i))).toList();
        List<List<String>> learned = texts.subList(config.heldOutPhotos(), texts.size());
        TfIdf tfIdf = new TfIdf(learned, config.minimumPhotos());
        LatentSemantics semantics = LatentSemantics.learn(
                learned.stream().map(tfIdf::vector).toList(),
                tfIdf.words(),
                config.dimensions(),
                LSA_ITERATIONS,
                new SplittableRandom(config.seed()));
        List<PhotoMaps> photos = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            SparseVector words = tfIdf.vector(texts.get(i));
            int photo = order.get(i);
            photos.add(new PhotoMaps(maps.features()[photo], maps.mirrored()[photo], words, semantics.project(words)));
        }
        return photos;
    }
}
