package io.fourfold.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fourfold.model.confidence.Calibration;
import io.fourfold.model.files.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What {@code model.json} says about a model bundle.
 *
 * @param format of the bundle
 * @param version of the weights, derived from their content
 * @param encoder what the encoder reads and returns
 * @param decoder sizes of the decoder and how it is searched
 * @param files every other file of the bundle by name
 * @param training how and on what the network was trained
 * @param scores how good it is, and on which photos that was measured
 * @param licences of the network and of what it was made from
 * @param confidence what tells how far captions are to be believed; null if that was not measured
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BundleManifest(
        int format,
        String version,
        Encoder encoder,
        Decoder decoder,
        Map<String, FileEntry> files,
        Training training,
        List<Score> scores,
        List<String> licences,
        Calibration confidence) {

    /** Format that this version of Fourfold reads and writes. */
    public static final int FORMAT = 1;

    /**
     * @param input in words
     * @param embedding length of the image embedding
     */
    public record Encoder(String input, int embedding) {}

    /**
     * @param tokens words and special tokens
     * @param hidden length of the LSTM's state
     * @param beamWidth sentences followed at once
     * @param maximumWords of a caption
     */
    public record Decoder(int tokens, int hidden, int beamWidth, int maximumWords) {}

    /**
     * @param sha256 hexadecimal
     * @param bytes length
     */
    public record FileEntry(String sha256, long bytes) {}

    /**
     * @param data what was learned from
     * @param photos number of photos learned from
     * @param recipe the configuration in words
     */
    public record Training(String data, int photos, String recipe) {}

    /**
     * @param split photos that were scored; never ones learned from
     * @param photos number of them
     * @param measures value by name
     */
    public record Score(String split, int photos, Map<String, Double> measures) {}

    /**
     * Reads {@code model.json}.
     *
     * @throws IllegalArgumentException if it is no manifest of this format; the message says why
     */
    public static BundleManifest read(Path file) throws IOException {
        return parse(Files.readAllBytes(file));
    }

    /** @throws IllegalArgumentException if the bytes are no manifest of this format; the message says why */
    static BundleManifest parse(byte[] json) {
        try {
            return ManifestReader.read(json);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("model.json is not valid: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same with what tells how far captions are to be believed. The version stays, being that of the weights. */
    public BundleManifest with(Calibration calibration) {
        return new BundleManifest(format, version, encoder, decoder, files, training, scores, licences, calibration);
    }

    /** The same with other files and licences. */
    BundleManifest with(Map<String, FileEntry> otherFiles, List<String> otherLicences) {
        return new BundleManifest(
                format, version, encoder, decoder, otherFiles, training, scores, otherLicences, confidence);
    }

    /** Writes {@code model.json}. */
    public void write(Path file) throws IOException {
        AtomicFile.write(file, toJson());
    }

    private byte[] toJson() {
        try {
            return JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build()
                    .writeValueAsBytes(this);
        } catch (JacksonException e) {
            throw new IllegalStateException(e);
        }
    }
}
