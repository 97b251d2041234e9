package io.fourfold.model.adapt;

import io.fourfold.model.encoder.BackboneParts;
import io.fourfold.model.encoder.ImageEncoder;
import io.fourfold.model.evaluate.CaptionFile;
import io.fourfold.model.evaluate.SplitList;
import io.fourfold.model.files.AtomicFile;
import io.fourfold.model.image.BadPhotoException;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adapts a backbone to captioned photos: its last bottlenecks learn to say what people say. A folder beside the result
 * receives the checkpoints and a log; started again with the same result, a stopped adaptation goes on. The pixels of all photos
 * are kept in memory: 0.15 MB a photo.
 */
public final class BackboneAdaptation {

    private static final Logger LOG = LoggerFactory.getLogger(BackboneAdaptation.class);
    private static final int LSA_ITERATIONS = 15;
    private static final int PHOTOS_PER_REPORT = 1000;

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
        List<AdaptationPhoto> photos = photos(images, names, CaptionFile.read(captions));
        TailWeights weights = TailWeights.read(original, config.firstBottleneck());
        AdaptationScore score;
        try (ImageEncoder frozen = new ImageEncoder(BackboneParts.before(original, config.firstBottleneck()))) {
            score = new AdaptationTrainer(config, clock, new TrainingLog(work.resolve("adaptation.log"), clock))
                    .train(
                            frozen,
                            weights,
                            photos.subList(config.heldOutPhotos(), photos.size()),
                            photos.subList(0, config.heldOutPhotos()),
                            work);
        }
        String training = "bottlenecks %d to %d adapted to the captions of %d photos of %s"
                .formatted(
                        weights.first(), weights.last(), photos.size() - config.heldOutPhotos(), split.getFileName());
        AtomicFile.write(adapted, weights.into(original, training));
        return score;
    }

    /** Shuffled as {@code io.fourfold.model.train} shuffles them, so that the photos held out there are held out here. */
    private List<AdaptationPhoto> photos(Path images, List<String> names, CaptionFile captions) throws IOException {
        List<String> shuffled = new ArrayList<>(names);
        Collections.shuffle(shuffled, new Random(config.seed()));
        List<List<String>> texts = shuffled.stream().map(captions::of).toList();
        List<List<String>> learned = texts.subList(config.heldOutPhotos(), texts.size());
        TfIdf tfIdf = new TfIdf(learned, config.minimumPhotos());
        LatentSemantics semantics = LatentSemantics.learn(
                learned.stream().map(tfIdf::vector).toList(),
                tfIdf.words(),
                config.dimensions(),
                LSA_ITERATIONS,
                new SplittableRandom(config.seed()));
        PhotoDecoder decoder = new PhotoDecoder();
        List<AdaptationPhoto> photos = new ArrayList<>();
        for (int i = 0; i < shuffled.size(); i++) {
            SparseVector words = tfIdf.vector(texts.get(i));
            photos.add(new AdaptationPhoto(
                    pixels(decoder, images.resolve(shuffled.get(i))), words, semantics.project(words)));
            if ((i + 1) % PHOTOS_PER_REPORT == 0) {
                LOG.info("read {} of {} photos", i + 1, shuffled.size());
            }
        }
        return photos;
    }

    private static byte[] pixels(PhotoDecoder decoder, Path photo) throws IOException {
        float[] values;
        try {
            values = decoder.decode(Files.readAllBytes(photo));
        } catch (BadPhotoException bad) {
            throw new BadPhotoException(photo + ": " + bad.getMessage(), bad);
        }
        byte[] pixels = new byte[values.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Math.round(values[i]);
        }
        return pixels;
    }
}
