package io.fourfold.model;

import io.fourfold.model.decoder.DecoderWeights;
import io.fourfold.model.words.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A model bundle's encoder and decoder as they are stored, checked but not started.
 *
 * @param encoder ONNX model from photo to image embedding
 */
public record StoredNetwork(BundleManifest manifest, byte[] encoder, DecoderWeights decoder, Vocabulary vocabulary) {

    /**
     * Reads a bundle in a folder.
     *
     * @throws IllegalArgumentException if a file is damaged or does not fit the others; the message says which
     * @throws IOException if a file is missing or cannot be read
     */
    public static StoredNetwork read(Path directory) throws IOException {
        return read(BundleFiles.in(directory));
    }

    /** Reads the bundle that comes with Fourfold. */
    public static StoredNetwork readDefault() throws IOException {
        return read(BundleFiles.builtIn());
    }

    static StoredNetwork read(BundleFiles files) throws IOException {
        BundleManifest manifest = BundleManifest.parse(files.read(BundleWriter.MANIFEST));
        StoredDecoder decoder = StoredDecoder.read(files, manifest);
        return new StoredNetwork(
                manifest, files.readVerified(BundleWriter.ENCODER, manifest), decoder.weights(), decoder.vocabulary());
    }
}
