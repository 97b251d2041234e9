package io.fourfold.model.train;

import io.fourfold.model.BundleContents;
import io.fourfold.model.BundleManifest;
import io.fourfold.model.BundleWriter;
import io.fourfold.model.Network;
import io.fourfold.model.encoder.EncoderExport;
import io.fourfold.model.encoder.FeatureExtractor;
import io.fourfold.model.encoder.FeatureFile;
import io.fourfold.model.evaluate.CaptionFile;
import io.fourfold.model.evaluate.CaptionScores;
import io.fourfold.model.evaluate.SplitList;
import io.fourfold.model.image.PhotoDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From photos and captions to a model bundle. The output folder receives the bundle and, in {@code training}, the features, the
 * checkpoints and a log; started again with the same folder, a stopped training goes on.
 */
public final class ModelTraining {

    private static final Logger LOG = LoggerFactory.getLogger(ModelTraining.class);

    private final TrainingConfig config;
    private final Clock clock;

    public ModelTraining(TrainingConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /**
     * Trains and writes a bundle.
     *
     * @param images folder of the photos
     * @param captions lines {@code image#n<TAB>caption}
     * @param split photos to learn from, one file name a line
     * @param backbone ONNX model from photo to pooled feature
     * @param out folder to write to
     * @return what {@code out/model.json} says
     * @throws IOException if a file cannot be read or written
     */
    public BundleManifest train(Path images, Path captions, Path split, Path backbone, Path out)
            throws IOException, InterruptedException {
        FeatureFile features = extractFeatures(images, split, backbone, out);
        List<String> names = SplitList.read(split);
        CaptionFile captionFile = CaptionFile.read(captions);
        List<CaptionedPhoto> photos = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            photos.add(new CaptionedPhoto(
                    names.get(i),
                    new PhotoFeatures(features.features()[i], features.mirrored()[i]),
                    captionFile.of(names.get(i))));
        }
        TrainingResult result = new Trainer(
                        config, clock, new TrainingLog(work(out).resolve("training.log"), clock))
                .train(photos, Network.EMBEDDING_SIZE, work(out));
        String data = "photos of " + split.getFileName() + ", captions of " + captions.getFileName();
        return write(
                result,
                new BundleManifest.Training(data, photos.size() - config.heldOutImages(), config.toString()),
                Files.readAllBytes(backbone),
                out);
    }

    /**
     * Encodes all photos, unless that was done before; {@link #train} begins with it.
     *
     * @return the features that {@link #features} holds
     */
    public FeatureFile extractFeatures(Path images, Path split, Path backbone, Path out) throws IOException {
        List<Path> photos = SplitList.read(split).stream().map(images::resolve).toList();
        try (FeatureExtractor extractor = new FeatureExtractor(new PhotoDecoder(), Files.readAllBytes(backbone))) {
            return extractor.extract(photos, features(out));
        }
    }

    /** Where {@link #extractFeatures} keeps the features of a training that writes to {@code out}. */
    public Path features(Path out) throws IOException {
        return work(out).resolve("features.bin");
    }

    private static Path work(Path out) throws IOException {
        return Files.createDirectories(out.resolve("training"));
    }

    private BundleManifest write(TrainingResult result, BundleManifest.Training training, byte[] backbone, Path out)
            throws IOException {
        AffineMap projection = result.projection();
        BundleManifest manifest = new BundleWriter(out)
                .write(
                        new BundleContents(
                                EncoderExport.withProjection(backbone, projection.weight(), projection.bias()),
                                result.decoder(),
                                result.vocabulary(),
                                result.textEncoder(),
                                result.prior(),
                                result.hubness()),
                        config.beamWidth(),
                        config.captionWords(),
                        training,
                        List.of(score(result.heldOut())));
        LOG.info("wrote {} to {}", manifest.version(), out);
        return manifest;
    }

    private static BundleManifest.Score score(HeldOutScore heldOut) {
        CaptionScores captions = heldOut.captions();
        Map<String, Double> measures = new LinkedHashMap<>();
        measures.put("BLEU-1", captions.bleu1());
        measures.put("BLEU-4", captions.bleu4());
        measures.put("ROUGE-L", captions.rougeL());
        measures.put("CIDEr-D", captions.ciderD());
        measures.put("token cross-entropy", heldOut.crossEntropy());
        return new BundleManifest.Score("held out of the training split", heldOut.photos(), measures);
    }
}
