package io.fourfold.model.train;

import io.fourfold.model.BundleContents;
import io.fourfold.model.BundleManifest;
import io.fourfold.model.BundleWriter;
import io.fourfold.model.Network;
import io.fourfold.model.dataset.CaptionFile;
import io.fourfold.model.dataset.PhotoSplit;
import io.fourfold.model.dataset.SplitList;
import io.fourfold.model.encoder.EncoderExport;
import io.fourfold.model.encoder.EnlargedInput;
import io.fourfold.model.encoder.FeatureExtractor;
import io.fourfold.model.encoder.FeatureFile;
import io.fourfold.model.image.PhotoDecoder;
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
        List<CaptionedPhoto> photos = photos(extractFeatures(images, split, backbone, out), CaptionFile.read(captions));
        TrainingLog log = new TrainingLog(work(out).resolve("training.log"), clock);
        TrainingResult network = new Trainer(config, clock, log).train(photos, Network.EMBEDDING_SIZE, work(out));
        SearchTraining.Result result = new SearchTraining(config, search, log).train(network, photos);
        String data = "photos of " + split.getFileName() + ", captions of " + captions.getFileName();
        return write(
                network,
                result,
                new BundleManifest.Training(data, photos.size() - config.heldOutPhotos(), config + ", " + search),
                encoder(backbone),
                out);
    }

    /**
     * Encodes all photos, unless that was done before; {@link #train} begins with it.
     *
     * @return the features that {@link #features} holds
     */
    public FeatureFile extractFeatures(Path images, Path split, Path backbone, Path out) throws IOException {
        List<Path> photos = SplitList.read(split).stream().map(images::resolve).toList();
        try (FeatureExtractor extractor = new FeatureExtractor(new PhotoDecoder(), encoder(backbone))) {
            return extractor.extract(photos, features(out));
        }
    }

    /**
     * Photos of a split that {@link #train} does not learn from.
     *
     * @throws IOException if the split cannot be read
     */
    public List<String> heldOut(Path split) throws IOException {
        return PhotoSplit.of(SplitList.read(split), config.heldOutPhotos(), config.seed())
                .heldOut();
    }

    /** Where {@link #extractFeatures} keeps the features of a training that writes to {@code out}. */
    public Path features(Path out) throws IOException {
        return work(out).resolve("features.bin");
    }

    private byte[] encoder(Path backbone) throws IOException {
        return EnlargedInput.of(Files.readAllBytes(backbone), config.encoderSide());
    }

    private static List<CaptionedPhoto> photos(FeatureFile features, CaptionFile captions) {
        List<CaptionedPhoto> photos = new ArrayList<>();
        for (int i = 0; i < features.names().size(); i++) {
            String name = features.names().get(i);
            photos.add(new CaptionedPhoto(
                    name, new PhotoFeatures(features.features()[i], features.mirrored()[i]), captions.of(name)));
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
