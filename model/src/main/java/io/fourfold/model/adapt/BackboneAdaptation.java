package io.fourfold.model.adapt;

import io.fourfold.model.dataset.CaptionFile;
import io.fourfold.model.dataset.PhotoSplit;
import io.fourfold.model.dataset.SplitList;
import io.fourfold.model.encoder.BackboneParts;
import io.fourfold.model.encoder.ImageEncoder;
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
import java.util.Optional;
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
     * @param backbone ONNX model as {@link io.fourfold.model.encoder.BackboneConverter} writes it
     * @param teacher TensorFlow Lite classifier, see {@link TfliteConverter}; without one, steps that need it are left out
     * @param images folder of the photos
     * @param captions lines {@code image#n<TAB>caption}
     * @param list photos to learn from, one file name a line
     * @param adapted receives the ONNX model, of the same input and output
     * @return how well the features find photos of like captions, among those held out
     * @throws IOException if a file cannot be read or written
     */
    public AdaptationScore adapt(
            Path backbone, Optional<Path> teacher, Path images, Path captions, Path list, Path adapted)
            throws IOException, InterruptedException {
        Path work = Files.createDirectories(adapted.resolveSibling(adapted.getFileName() + ".training"));
        List<String> names = SplitList.read(list);
        CaptionFile captionFile = CaptionFile.read(captions);
        byte[] model = Files.readAllBytes(backbone);
        Optional<byte[]> teacherModel =
                teacher.isPresent() ? Optional.of(TfliteConverter.convert(teacher.get())) : Optional.empty();
        List<AdaptationConfig> possible = steps(teacher.isPresent());
        possible.forEach(step -> requireEnough(names.size(), step));
        List<CaptionedPixels> photos = read(images, names, captionFile);
        Map<List<Object>, PhotoSplit<AdaptationPhoto>> splits = new HashMap<>();
        AdaptationScore score = null;
        for (AdaptationConfig step : possible) {
            PhotoSplit<AdaptationPhoto> split = splits.computeIfAbsent(
                    List.of(step.captions(), step.heldOutPhotos(), step.seed()), same -> split(step, photos));
            TailWeights weights = TailWeights.read(model, step.firstBottleneck());
            score = train(step, model, weights, teacherModel, split, work);
            String training = "bottlenecks %d to %d adapted to the captions of %d photos of %s"
                    .formatted(weights.first(), weights.last(), split.learned().size(), list.getFileName());
            model = weights.into(model, training);
        }
        AtomicFile.write(adapted, model);
        return score;
    }

    private List<AdaptationConfig> steps(boolean withTeacher) {
        List<AdaptationConfig> possible =
                steps.stream().filter(step -> withTeacher || !step.taught()).toList();
        if (possible.isEmpty()) {
            throw new IllegalArgumentException("every step needs a teacher, and none is given");
        }
        if (possible.size() < steps.size()) {
            LOG.info("{} of {} steps of adaptation: the others need a teacher", possible.size(), steps.size());
        }
        return possible;
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
            byte[] model,
            TailWeights weights,
            Optional<byte[]> teacher,
            PhotoSplit<AdaptationPhoto> photos,
            Path work)
            throws IOException, InterruptedException {
        AdaptationTrainer trainer =
                new AdaptationTrainer(step, clock, new TrainingLog(work.resolve("adaptation.log"), clock));
        try (ImageEncoder frozen = new ImageEncoder(BackboneParts.before(model, step.firstBottleneck()))) {
            if (!step.taught()) {
                return trainer.train(frozen, weights, Optional.empty(), photos, work);
            }
            try (ImageEncoder teaching = new ImageEncoder(teacher.orElseThrow())) {
                return trainer.train(frozen, weights, Optional.of(teaching), photos, work);
            }
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
            return new AdaptationPhoto(photo.pixels(), words, semantics.project(words));
        });
    }

    private record CaptionedPixels(byte[] pixels, List<String> captions) {}

    private static List<CaptionedPixels> read(Path images, List<String> names, CaptionFile captions)
            throws IOException {
        PhotoDecoder decoder = new PhotoDecoder();
        List<CaptionedPixels> photos = new ArrayList<>();
        for (String name : names) {
            photos.add(new CaptionedPixels(pixels(decoder, images.resolve(name)), captions.of(name)));
            if (photos.size() % PHOTOS_PER_REPORT == 0) {
                LOG.info("read {} of {} photos", photos.size(), names.size());
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
