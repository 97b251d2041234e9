package io.fourfold.model.train;

import io.fourfold.model.BundleContents;
import io.fourfold.model.BundleManifest;
import io.fourfold.model.BundleWriter;
import io.fourfold.model.Network;
import io.fourfold.model.dataset.PhotoSplit;
import io.fourfold.model.dataset.TrainingData;
import io.fourfold.model.dataset.TrainingPhoto;
import io.fourfold.model.encoder.EncoderExport;
import io.fourfold.model.encoder.FeatureExtractor;
import io.fourfold.model.encoder.FeatureFile;
import io.fourfold.model.encoder.ForeignBackbone;
import io.fourfold.model.encoder.SizedInput;
import io.fourfold.model.metrics.CaptionScores;
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
public record ModelTraining(TrainingConfig config, SearchConfig search, Clock clock) {

    private static final Logger LOG = LoggerFactory.getLogger(ModelTraining.class);

    /**
     * Trains and writes a bundle.
     *
     * @param backbone ONNX model from photo to pooled feature
     * @param out folder to write to
     * @return what {@code out/model.json} says
     * @throws IOException if a file cannot be read or written
     */
    public BundleManifest train(TrainingData data, Path backbone, Path out) throws IOException, InterruptedException {
        List<CaptionedPhoto> photos = photos(extractFeatures(data, backbone, out), data.captioned());
        TrainingLog log = new TrainingLog(work(out).resolve("training.log"), clock);
        TrainingResult network = new Trainer(config, clock, log).train(photos, Network.EMBEDDING_SIZE, work(out));
        SearchTraining.Result result = new SearchTraining(config, search, log).train(network, photos);
        return write(
                network,
                result,
                new BundleManifest.Training(
                        data.description(), photos.size() - config.heldOutPhotos(), config + ", " + search),
                encoder(backbone),
                out);
    }

    /**
     * Encodes all captioned photos, unless that was done before; {@link #train} begins with it.
     *
     * @return the features that {@link #features} holds
     */
    public FeatureFile extractFeatures(TrainingData data, Path backbone, Path out) throws IOException {
        List<Path> photos = data.captioned().stream().map(TrainingPhoto::file).toList();
        try (FeatureExtractor extractor = new FeatureExtractor(encoder(backbone))) {
            return extractor.extract(photos, features(out));
        }
    }

    /**
     * Photos that {@link #train} does not learn from.
     *
     * @throws IOException if a file cannot be read
     */
    public List<TrainingPhoto> heldOut(TrainingData data) throws IOException {
        return PhotoSplit.of(data.captioned(), config.heldOutPhotos(), config.seed())
                .heldOut();
    }

    /** Where {@link #extractFeatures} keeps the features of a training that writes to {@code out}. */
    public Path features(Path out) throws IOException {
        return work(out).resolve("features.bin");
    }

    private byte[] encoder(Path backbone) throws IOException {
        byte[] onnx = Files.readAllBytes(backbone);
        return ForeignBackbone.isForeign(onnx) ? onnx : SizedInput.of(onnx, config.encoderSide());
    }

    private static List<CaptionedPhoto> photos(FeatureFile features, List<TrainingPhoto> captioned) {
        List<CaptionedPhoto> photos = new ArrayList<>();
        for (int i = 0; i < captioned.size(); i++) {
            TrainingPhoto photo = captioned.get(i);
            photos.add(new CaptionedPhoto(
                    photo.name(),
                    new PhotoFeatures(features.features()[i], features.mirrored()[i]),
                    photo.captions(),
                    photo.times()));
        }
        return photos;
    }

    private static Path work(Path out) throws IOException {
        return Files.createDirectories(out.resolve("training"));
    }

    private BundleManifest write(
            TrainingResult network,
            SearchTraining.Result result,
            BundleManifest.Training training,
            byte[] encoder,
            Path out)
            throws IOException {
        AffineMap projection = network.projection();
        BundleManifest manifest = new BundleWriter(out)
                .write(
                        new BundleContents(
                                EncoderExport.withProjection(encoder, projection.weight(), projection.bias()),
                                network.decoder(),
                                network.vocabulary(),
                                result.directions(),
                                result.prior(),
                                result.hubness()),
                        config.beam().width(),
                        config.beam().maximumWords(),
                        training,
                        List.of(score(network.heldOut())));
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
