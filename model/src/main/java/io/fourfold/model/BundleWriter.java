package io.fourfold.model;

import io.fourfold.model.decoder.DecoderWeights;
import io.fourfold.model.decoder.TensorFile;
import io.fourfold.model.files.AtomicFile;
import io.fourfold.model.words.Vocabulary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a trained network as a model bundle, which {@link ModelBundle#load} reads. */
public final class BundleWriter {

    static final String MANIFEST = "model.json";
    static final String ENCODER = "encoder.onnx";
    static final String DECODER = "decoder.bin";
    static final String VOCABULARY = "vocabulary.txt";

    private static final String ENCODER_INPUT =
            "float32 [N, 224, 224, 3], RGB from 0 to 255, the whole photo squeezed into the square";
    private static final List<String> LICENCES = List.of(
            "Weights: Apache-2.0, this project",
            "Backbone: MobileNetV2 of npm @codait/max-image-segmenter, Apache-2.0",
            "The photos and captions learned from are not included");

    private final Path directory;

    public BundleWriter(Path directory) {
        this.directory = directory;
    }

    /**
     * Writes all files, {@code model.json} last.
     *
     * @param encoder ONNX model from photo to image embedding
     * @param beamWidth and {@code maximumWords}: how captions are searched
     * @param scores of photos not learned from
     * @return the manifest written
     */
    public BundleManifest write(
            byte[] encoder,
            DecoderWeights decoder,
            Vocabulary vocabulary,
            int beamWidth,
            int maximumWords,
            BundleManifest.Training training,
            List<BundleManifest.Score> scores)
            throws IOException {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        contents.put(ENCODER, encoder);
        contents.put(DECODER, bytes(decoder));
        contents.put(VOCABULARY, vocabulary.toText().getBytes(StandardCharsets.UTF_8));
        Map<String, BundleManifest.FileEntry> files = new LinkedHashMap<>();
        StringBuilder checksums = new StringBuilder();
        for (Map.Entry<String, byte[]> file : contents.entrySet()) {
            String sha256 = BundleFiles.sha256(file.getValue());
            files.put(file.getKey(), new BundleManifest.FileEntry(sha256, file.getValue().length));
            checksums.append(sha256);
            AtomicFile.write(directory.resolve(file.getKey()), file.getValue());
        }
        String content = BundleFiles.sha256(checksums.toString().getBytes(StandardCharsets.US_ASCII));
        BundleManifest manifest = new BundleManifest(
                BundleManifest.FORMAT,
                "fourfold-" + BundleManifest.FORMAT + "-" + content.substring(0, 8),
                new BundleManifest.Encoder(ENCODER_INPUT, decoder.shape().embedding()),
                new BundleManifest.Decoder(
                        decoder.shape().tokens(), decoder.shape().hidden(), beamWidth, maximumWords),
                files,
                training,
                scores,
                LICENCES);
        AtomicFile.write(directory.resolve(MANIFEST), manifest.toJson());
        return manifest;
    }

    private static byte[] bytes(DecoderWeights decoder) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TensorFile.write(bytes, decoder.parameters().byName());
        return bytes.toByteArray();
    }
}
