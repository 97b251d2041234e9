package io.fourfold.model;

import io.fourfold.model.decoder.DecoderShape;
import io.fourfold.model.decoder.DecoderWeights;
import io.fourfold.model.linear.TensorFile;
import io.fourfold.model.words.Vocabulary;
import java.io.IOException;

/** A model bundle's decoder as it is stored, and the words of its tokens. */
record StoredDecoder(DecoderWeights weights, Vocabulary vocabulary) {

    /**
     * Reads and checks it.
     *
     * @throws IllegalArgumentException if a file is damaged or does not fit the others; the message says which
     */
    static StoredDecoder read(BundleFiles files, BundleManifest manifest) throws IOException {
        Vocabulary vocabulary = Vocabulary.parse(files.readVerified(BundleWriter.VOCABULARY, manifest));
        DecoderShape shape = new DecoderShape(
                manifest.decoder().tokens(),
                manifest.encoder().embedding(),
                manifest.decoder().hidden());
        if (vocabulary.tokens() != shape.tokens()) {
            throw new IllegalArgumentException(
                    "vocabulary.txt makes " + vocabulary.tokens() + " tokens, model.json says " + shape.tokens());
        }
        return new StoredDecoder(
                DecoderWeights.of(shape, TensorFile.read(files.readVerified(BundleWriter.DECODER, manifest))),
                vocabulary);
    }
}
