package io.fourfold.model;

import io.fourfold.model.encoder.EncoderExport;
import io.fourfold.model.encoder.SizedInput;
import io.fourfold.model.files.AtomicFile;
import io.fourfold.model.files.Sha256;
import io.fourfold.model.linear.Matrix;
import io.fourfold.model.linear.TensorFile;
import io.fourfold.model.words.Vocabulary;
import io.fourfold.model.words.WordMeanings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes a trained network as a model bundle, which {@link ModelBundle#load} reads. */
public record BundleWriter(Path directory) {

    /** The file that says what a bundle holds. */
    public static final String MANIFEST = "model.json";

    static final String ENCODER = "encoder.onnx";
    static final String DECODER = "decoder.bin";
    static final String VOCABULARY = "vocabulary.txt";
    static final String TEXT_ENCODER = "text-encoder.bin";
    static final String WORD_MEANINGS = "word-meanings.bin";

    /**
     * Writes all files but {@code word-meanings.bin}, {@code model.json} last. Meanings of words that lie there go, since they are
     * those of another vocabulary.
     *
     * @param beamWidth and {@code maximumWords}: how captions are searched
     * @param scores of photos not learned from
     * @return the manifest written
     */
    public BundleManifest write(
            BundleContents network,
            int beamWidth,
            int maximumWords,
            BundleManifest.Training training,
            List<BundleManifest.Score> scores)
            throws IOException {
        Files.deleteIfExists(wordMeanings());
        Map<String, byte[]> contents = new LinkedHashMap<>();
        contents.put(ENCODER, network.encoder());
        contents.put(DECODER, bytes(network.decoder().parameters().byName()));
        contents.put(VOCABULARY, network.vocabulary().toText().getBytes(StandardCharsets.UTF_8));
        contents.put(TEXT_ENCODER, bytes(textMatrices(network)));
        Map<String, BundleManifest.FileEntry> files = new LinkedHashMap<>();
        StringBuilder checksums = new StringBuilder();
        for (Map.Entry<String, byte[]> file : contents.entrySet()) {
            String sha256 = Sha256.hex(file.getValue());
            files.put(file.getKey(), new BundleManifest.FileEntry(sha256, file.getValue().length));
            checksums.append(sha256);
            AtomicFile.write(directory.resolve(file.getKey()), file.getValue());
        }
        String content = Sha256.hex(checksums.toString().getBytes(StandardCharsets.US_ASCII));
        BundleManifest manifest = new BundleManifest(
                BundleManifest.FORMAT,
                "fourfold-" + BundleManifest.FORMAT + "-" + content.substring(0, 8),
                new BundleManifest.Encoder(
                        input(network.encoder()), network.decoder().shape().embedding()),
                new BundleManifest.Decoder(
                        network.decoder().shape().tokens(),
                        network.decoder().shape().hidden(),
                        beamWidth,
                        maximumWords),
                files,
                training,
                scores,
                List.of(
                        "Weights: Apache-2.0, this project",
                        "Backbone: " + EncoderExport.origin(network.encoder()),
                        "The photos and captions learned from are not included"),
                null);
        manifest.write(directory.resolve(MANIFEST));
        return manifest;
    }

    private static String input(byte[] encoder) {
        int side = SizedInput.side(encoder);
        return "float32 [N, " + side + ", " + side
                + ", 3], RGB from 0 to 255, the whole photo squeezed into the square";
    }

    /** Where the bundle has its {@link WordMeanings}, if any. */
    public Path wordMeanings() {
        return directory.resolve(WORD_MEANINGS);
    }

    /** The vocabulary of the bundle that lies there. */
    public Vocabulary vocabulary() throws IOException {
        return Vocabulary.parse(Files.readAllBytes(directory.resolve(VOCABULARY)));
    }

    /**
     * Adds meanings of words to the bundle that lies there, or takes their place. Its version stays, since image embeddings do.
     *
     * @param meanings as {@link WordMeanings#toBytes} returned them
     * @param licence of what they were made from
     * @return the manifest written
     */
    public BundleManifest addWordMeanings(byte[] meanings, String licence) throws IOException {
        Path manifestFile = directory.resolve(MANIFEST);
        BundleManifest manifest = BundleManifest.read(manifestFile);
        Map<String, BundleManifest.FileEntry> files = new LinkedHashMap<>(manifest.files());
        files.put(WORD_MEANINGS, new BundleManifest.FileEntry(Sha256.hex(meanings), meanings.length));
        Set<String> licences = new LinkedHashSet<>(manifest.licences());
        licences.add(licence);
        AtomicFile.write(wordMeanings(), meanings);
        BundleManifest changed = manifest.with(files, List.copyOf(licences));
        changed.write(manifestFile);
        return changed;
    }

    private static Map<String, Matrix> textMatrices(BundleContents network) {
        Map<String, Matrix> matrices =
                new LinkedHashMap<>(network.directions().encoder().parameters().byName());
        matrices.putAll(network.directions().bag().parameters().byName());
        matrices.putAll(network.prior().matrices());
        matrices.putAll(network.hubness().matrices());
        return matrices;
    }

    private static byte[] bytes(Map<String, Matrix> matrices) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TensorFile.write(bytes, matrices);
        return bytes.toByteArray();
    }
}
