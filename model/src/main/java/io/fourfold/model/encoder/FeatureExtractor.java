package io.fourfold.model.encoder;

import static io.fourfold.model.image.PhotoDecoder.CHANNELS;

import io.fourfold.model.files.Sha256;
import io.fourfold.model.image.BadPhotoException;
import io.fourfold.model.image.PhotoDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Encodes photo files and their mirror images by a backbone, for training. */
public final class FeatureExtractor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FeatureExtractor.class);
    private static final int PHOTOS_PER_REPORT = 500;

    private final PhotoDecoder decoder;
    private final ImageEncoder encoder;
    private final String backbone;

    /** @param backbone an ONNX model from photo to pooled feature */
    public FeatureExtractor(byte[] backbone) {
        this.encoder = new ImageEncoder(backbone);
        this.decoder = new PhotoDecoder(encoder.side());
        this.backbone = Sha256.hex(backbone);
    }

    /**
     * The features in {@code cache} if it holds exactly these photos by this backbone; otherwise extracts them and writes it.
     *
     * @throws IOException if a photo cannot be read, or the cache neither read nor written
     * @throws BadPhotoException if a file is not a photo; the message names it
     */
    public FeatureFile extract(List<Path> photos, Path cache) throws IOException {
        List<String> names =
                photos.stream().map(photo -> photo.getFileName().toString()).toList();
        if (Files.exists(cache)) {
            FeatureFile cached = FeatureFile.read(cache);
            if (cached.backbone().equals(backbone) && cached.names().equals(names)) {
                LOG.info("{} features from {}", names.size(), cache);
                return cached;
            }
            LOG.info("{} is of other photos or another backbone: extracting again", cache);
        }
        FeatureFile extracted = extract(photos, names);
        extracted.write(cache);
        return extracted;
    }

    @Override
    public void close() {
        encoder.close();
    }

    private FeatureFile extract(List<Path> photos, List<String> names) throws IOException {
        float[][] features = new float[photos.size()][];
        float[][] mirrored = new float[photos.size()][];
        for (int i = 0; i < photos.size(); i++) {
            float[] pixels = decoder.decode(photos.get(i));
            features[i] = encoder.encode(pixels);
            mirrored[i] = encoder.encode(mirror(pixels, encoder.side()));
            if ((i + 1) % PHOTOS_PER_REPORT == 0 || i + 1 == photos.size()) {
                LOG.info("features of {} of {} photos", i + 1, photos.size());
            }
        }
        return new FeatureFile(backbone, names, features, mirrored);
    }

    /** Flips {@code [side, side, 3]} left to right. */
    static float[] mirror(float[] pixels, int side) {
        float[] mirrored = new float[pixels.length];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int source = (y * side + x) * CHANNELS;
                int target = (y * side + side - 1 - x) * CHANNELS;
                System.arraycopy(pixels, source, mirrored, target, CHANNELS);
            }
        }
        return mirrored;
    }
}
