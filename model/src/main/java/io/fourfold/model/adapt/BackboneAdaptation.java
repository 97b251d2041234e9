package io.fourfold.model.adapt;

import io.fourfold.model.dataset.PhotoSplit;
import io.fourfold.model.dataset.TrainingData;
import io.fourfold.model.dataset.TrainingPhoto;
import io.fourfold.model.encoder.BackboneTail;
import io.fourfold.model.encoder.SizedInput;
import io.fourfold.model.encoder.TfliteConverter;
import io.fourfold.model.files.AtomicFile;
import io.fourfold.model.image.PhotoDecoder;
import io.fourfold.model.train.TrainingLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adapts a backbone to captioned photos: its last bottlenecks learn to say what people say. A folder beside the result
 * receives the checkpoints and a log; started again with the same result, a stopped adaptation goes on. The pixels of all photos
 * are kept in memory: 0.15 MB a photo.
 *
 * @param steps taken one after the other, each from where the one before it ended
 */
public record BackboneAdaptation(List<AdaptationConfig> steps, Clock clock) {

    private static final Logger LOG = LoggerFactory.getLogger(BackboneAdaptation.class);
    private static final int LSA_ITERATIONS = 15;
    private static final int PHOTOS_PER_REPORT = 1000;

    public BackboneAdaptation {
        steps = List.copyOf(steps);
    }

    /**
     * Adapts a backbone and writes it.
     *
     * @param backbone ONNX model as {@link TfliteConverter} writes it
     * @param adapted receives the ONNX model, of the same input and output
     * @return how well the features find photos of like captions, among those held out
     * @throws IOException if a file cannot be read or written
     */
    public AdaptationScore adapt(Path backbone, TrainingData data, Path adapted)
            throws IOException, InterruptedException {
        Path work = Files.createDirectories(adapted.resolveSibling(adapted.getFileName() + ".training"));
        List<TrainingPhoto> captioned = data.captioned();
        byte[] model = Files.readAllBytes(backbone);
        steps.forEach(step -> requireEnough(captioned.size(), step));
        PhotoDecoder decoder = new PhotoDecoder(SizedInput.side(model));
        List<CaptionedPixels> photos = read(captioned, decoder);
        List<AdaptationPhoto> uncaptioned = read(data.withoutCaptions(), decoder).stream()
                .map(photo -> new AdaptationPhoto(photo.pixels(), null, null, photo.times()))
                .toList();
        Map<List<Object>, PhotoSplit<AdaptationPhoto>> splits = new HashMap<>();
        AdaptationScore score = null;
        for (AdaptationConfig step : steps) {
            PhotoSplit<AdaptationPhoto> split = splits.computeIfAbsent(
                    List.of(step.captions(), step.heldOutPhotos(), step.seed()), same -> split(step, photos));
            BackboneTail tail = new BackboneTail(model, step.bottlenecks());
            TailWeights weights = TailWeights.read(tail);
            score = train(step, tail, SizedInput.side(model), weights, split, uncaptioned, work);
            String training = "the last %d bottlenecks adapted to the captions of %d photos (%s)"
                    .formatted(step.bottlenecks(), split.learned().size(), data.description());
            model = tail.with(weights.values(), training);
        }
        AtomicFile.write(adapted, model);
        return score;
    }

    private static void requireEnough(int photos, AdaptationConfig step) {
        if (photos < step.heldOutPhotos() + step.schedule().batchSize()) {
            throw new IllegalArgumentException("too few photos to adapt to: " + photos + ", of which "
                    + step.heldOutPhotos() + " would be held out");
        }
    }

    /** Overwrites the weights. */
    private AdaptationScore train(
            AdaptationConfig step,
            BackboneTail tail,
            int side,
            TailWeights weights,
            PhotoSplit<AdaptationPhoto> photos,
            List<AdaptationPhoto> uncaptioned,
            Path work)
            throws IOException, InterruptedException {
        AdaptationTrainer trainer =
                new AdaptationTrainer(step, clock, new TrainingLog(work.resolve("adaptation.log"), clock));
        try (FrozenLayers frozen = new FrozenLayers(tail, step.augmentation().side(), side)) {
            return trainer.train(frozen, weights, photos, uncaptioned, work);
        }
    }

    /** What the photos are to tell, learned from the captions of those that are not held out. */
    private static PhotoSplit<AdaptationPhoto> split(AdaptationConfig config, List<CaptionedPixels> photos) {
        PhotoSplit<CaptionedPixels> split = PhotoSplit.of(photos, config.heldOutPhotos(), config.seed());
        List<List<String>> learned =
                split.learned().stream().map(CaptionedPixels::captions).toList();
        TfIdf tfIdf = new TfIdf(learned, config.captions().minimumPhotos());
        LatentSemantics semantics = LatentSemantics.learn(
                learned.stream().map(tfIdf::vector).toList(),
                tfIdf.words(),
                config.captions().dimensions(),
                LSA_ITERATIONS,
                new SplittableRandom(config.seed()));
        return split.map(photo -> {
            SparseVector words = tfIdf.vector(photo.captions());
            return new AdaptationPhoto(photo.pixels(), words, semantics.project(words), photo.times());
        });
    }

    private record CaptionedPixels(byte[] pixels, List<String> captions, int times) {}

    private static List<CaptionedPixels> read(List<TrainingPhoto> files, PhotoDecoder decoder) throws IOException {
        List<CaptionedPixels> photos = new ArrayList<>();
        for (TrainingPhoto photo : files) {
            photos.add(new CaptionedPixels(pixels(decoder, photo.file()), photo.captions(), photo.times()));
            if (photos.size() % PHOTOS_PER_REPORT == 0) {
                LOG.info("read {} of {} photos", photos.size(), files.size());
            }
        }
        return photos;
    }

    private static byte[] pixels(PhotoDecoder decoder, Path photo) throws IOException {
        float[] values = decoder.decode(photo);
        byte[] pixels = new byte[values.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Math.round(values[i]);
        }
        return pixels;
    }
}
