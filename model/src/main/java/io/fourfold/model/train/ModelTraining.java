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
        Path work = Files.createDirectories(out.resolve("training"));
        List<String> names = SplitList.read(split);
        CaptionFile captionFile = CaptionFile.read(captions);
        byte[] encoder = Files.readAllBytes(backbone);
        FeatureFile features;
        try (FeatureExtractor extractor = new FeatureExtractor(new PhotoDecoder(), encoder)) {
            features = extractor.extract(names.stream().map(images::resolve).toList(), work.resolve("features.bin"));
        }
        List<CaptionedPhoto> photos = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            photos.add(new CaptionedPhoto(
                    names.get(i),
                    new PhotoFeatures(features.features()[i], features.mirrored()[i]),
                    captionFile.of(names.get(i))));
        }
        TrainingResult result = new Trainer(config, clock, new TrainingLog(work.resolve("training.log"), clock))
                .train(photos, Network.EMBEDDING_SIZE, work);
        String data = "photos of " + split.getFileName() + ", captions of " + captions.getFileName();
        return write(
                result,
                new BundleManifest.Training(data, photos.size() - config.heldOutImages(), config.toString()),
                encoder,
                out);
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
