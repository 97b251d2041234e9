package io.fourfold.model;

import io.fourfold.model.confidence.Calibration;
import io.fourfold.model.confidence.CaptionConfidence;
import io.fourfold.model.confidence.CaptionEvidence;
import io.fourfold.model.decoder.BeamSearch;
import io.fourfold.model.decoder.Caption;
import io.fourfold.model.decoder.Decoder;
import io.fourfold.model.decoder.DecoderShape;
import io.fourfold.model.decoder.DecoderWeights;
import io.fourfold.model.decoder.NetworkLikelihood;
import io.fourfold.model.encoder.ImageEncoder;
import io.fourfold.model.encoder.PlaceEncoder;
import io.fourfold.model.explain.CannotExplainException;
import io.fourfold.model.explain.PhotoPlaces;
import io.fourfold.model.explain.WordExplainer;
import io.fourfold.model.explain.WordExplanation;
import io.fourfold.model.image.DecodedPhoto;
import io.fourfold.model.image.PhotoDecoder;
import io.fourfold.model.inversion.EmbeddingPrior;
import io.fourfold.model.inversion.NetworkTextSearch;
import io.fourfold.model.inversion.TextSearch;
import io.fourfold.model.linear.Matrix;
import io.fourfold.model.linear.TensorFile;
import io.fourfold.model.text.Hubness;
import io.fourfold.model.text.TextDirections;
import io.fourfold.model.text.TextEncoder;
import io.fourfold.model.text.WordBag;
import io.fourfold.model.words.LearnedWord;
import io.fourfold.model.words.Vocabulary;
import io.fourfold.model.words.WordMeanings;
import io.fourfold.model.words.WordVectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * A trained network in a folder or on the class path: {@code model.json}, {@code encoder.onnx}, {@code decoder.bin} (see
 * {@link TensorFile}), {@code vocabulary.txt} and, for text search, {@code text-encoder.bin} and {@code word-meanings.bin}.
 * Every file is checked against its SHA-256 before it is used.
 */
public final class ModelBundle implements Network {

    private final BundleManifest manifest;
    private final PhotoDecoder photoDecoder;
    private final ImageEncoder encoder;
    private final List<LearnedWord> vocabulary;
    private final WordVectors words;
    private final IntFunction<BeamSearch> beamSearches;
    private final BeamSearch beamSearch;
    private final NetworkLikelihood likelihood;
    private final PlaceEncoder placeEncoder;
    private final WordExplainer wordExplainer;

    private final Optional<EmbeddingPrior> prior;
    private final Optional<TextSearch> textSearch;
    private final Optional<CaptionEvidence> evidence;
    private final Optional<CaptionConfidence> confidence;

    private ModelBundle(
            BundleManifest manifest,
            ImageEncoder encoder,
            PlaceEncoder placeEncoder,
            Decoder decoder,
            Vocabulary vocabulary,
            WordMeanings meanings,
            Map<String, Matrix> textEncoder) {
        this.prior = Optional.of(textEncoder)
                .filter(saved -> !saved.isEmpty())
                .map(saved -> EmbeddingPrior.of(decoder.shape().embedding(), saved));
        this.evidence = prior.map(where -> new CaptionEvidence(
                vocabulary,
                new TextDirections(
                        TextEncoder.of(decoder.weights().words(), textEncoder),
                        WordBag.of(decoder.shape().tokens(), decoder.shape().embedding(), textEncoder)),
                Hubness.of(decoder.shape().embedding(), textEncoder)));
        this.textSearch = prior.flatMap(where -> evidence.map(found ->
                new NetworkTextSearch(decoder, vocabulary, meanings, found.directions(), where, found.hubness())));
        this.confidence = Optional.ofNullable(manifest.confidence())
                .map(calibration -> confidence(calibration, decoder.shape().embedding()));
        this.manifest = manifest;
        this.photoDecoder = new PhotoDecoder(encoder.side());
        this.encoder = encoder;
        this.vocabulary = LearnedWord.of(vocabulary, decoder.weights().words());
        this.words = WordVectors.of(this.vocabulary);
        this.beamSearches = width ->
                new BeamSearch(decoder, vocabulary, width, manifest.decoder().maximumWords());
        this.beamSearch = beamSearches.apply(manifest.decoder().beamWidth());
        this.likelihood = new NetworkLikelihood(decoder, vocabulary);
        this.placeEncoder = placeEncoder;
        this.wordExplainer = new WordExplainer(decoder, vocabulary);
    }

    /**
     * Loads a bundle from a folder.
     *
     * @throws IllegalArgumentException if a file is missing, damaged or does not fit the others; the message says which
     */
    public static ModelBundle load(Path directory) {
        return load(BundleFiles.in(directory), directory.toString());
    }

    /** Loads the bundle that comes with Fourfold. */
    public static ModelBundle loadDefault() {
        return load(BundleFiles.builtIn(), "the default bundle");
    }

    private static ModelBundle load(BundleFiles files, String name) {
        ImageEncoder.loadRuntime();
        try {
            StoredNetwork stored = StoredNetwork.read(files);
            BundleManifest manifest = stored.manifest();
            Vocabulary vocabulary = stored.vocabulary();
            DecoderWeights weights = stored.decoder();
            DecoderShape shape = weights.shape();
            ImageEncoder encoder = new ImageEncoder(stored.encoder());
            if (encoder.outputSize() != shape.embedding()) {
                encoder.close();
                throw new IllegalArgumentException("encoder.onnx gives embeddings of " + encoder.outputSize()
                        + " numbers, the decoder reads " + shape.embedding());
            }
            Decoder decoder = new Decoder(weights).frozen();
            PlaceEncoder placeEncoder = new PlaceEncoder(() -> encoderFile(files, manifest));
            WordMeanings meanings = meanings(files, manifest, vocabulary);
            return new ModelBundle(
                    manifest, encoder, placeEncoder, decoder, vocabulary, meanings, textEncoder(files, manifest));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("cannot load " + name + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot load " + name + ": " + e.getMessage(), e);
        }
    }

    private static byte[] encoderFile(BundleFiles files, BundleManifest manifest) {
        try {
            return files.readVerified(BundleWriter.ENCODER, manifest);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + BundleWriter.ENCODER + ": " + e.getMessage(), e);
        }
    }

    /** What text search needs; empty in a bundle that cannot search. */
    private static Map<String, Matrix> textEncoder(BundleFiles files, BundleManifest manifest) throws IOException {
        return manifest.files().containsKey(BundleWriter.TEXT_ENCODER)
                ? TensorFile.read(files.readVerified(BundleWriter.TEXT_ENCODER, manifest))
                : Map.of();
    }

    /** Understands no word outside the vocabulary in a bundle that has none. */
    private static WordMeanings meanings(BundleFiles files, BundleManifest manifest, Vocabulary vocabulary)
            throws IOException {
        return manifest.files().containsKey(BundleWriter.WORD_MEANINGS)
                ? WordMeanings.read(files.readVerified(BundleWriter.WORD_MEANINGS, manifest), vocabulary)
                : WordMeanings.NONE;
    }

    @Override
    public String version() {
        return manifest.version();
    }

    @Override
    public DecodedPhoto decode(byte[] file) {
        return new DecodedPhoto(photoDecoder.decode(file));
    }

    @Override
    public DecodedPhoto decodeWithThumbnail(byte[] file) {
        return photoDecoder.decodeWithThumbnail(file);
    }

    @Override
    public float[] embed(DecodedPhoto photo) {
        return encoder.encode(photo.pixels());
    }

    @Override
    public List<Caption> captions(float[] embedding) {
        List<Caption> captions = beamSearch.search(embedding);
        return confidence.map(known -> known.rate(embedding, captions)).orElse(captions);
    }

    @Override
    public TextSearch textSearch() {
        return textSearch.orElseThrow(() -> new IllegalStateException("the model bundle " + version() + " has no "
                + BundleWriter.TEXT_ENCODER + ": train it again, or use one that has it"));
    }

    @Override
    public WordVectors words() {
        return words;
    }

    @Override
    public List<LearnedWord> vocabulary() {
        return vocabulary;
    }

    @Override
    public List<float[]> principalAxes(int most) {
        return prior.map(measured -> measured.principalAxes(most)).orElse(List.of());
    }

    @Override
    public PhotoPlaces places(DecodedPhoto photo) {
        try {
            return new PhotoPlaces(
                    placeEncoder.encode(photo.pixels()),
                    placeEncoder.encode(PhotoPlaces.empty(photo).pixels()));
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new CannotExplainException(
                    "the model bundle " + version() + " cannot tell what the places of a photo contribute: "
                            + e.getMessage(),
                    e);
        }
    }

    @Override
    public WordExplanation explain(PhotoPlaces places, String word) {
        String lowerCase = word.toLowerCase(Locale.ROOT);
        words.require(lowerCase);
        return wordExplainer.explain(
                places, captions(places.photo().embedding()).get(0).text(), lowerCase);
    }

    /** How likely words are, and why. */
    public WordExplainer wordExplainer() {
        return wordExplainer;
    }

    /** The network's first half; it is closed with this bundle. */
    public ImageEncoder encoder() {
        return encoder;
    }

    /** The network's second half with another beam than {@link #captions} has. */
    public BeamSearch beamSearch(int width) {
        return beamSearches.apply(width);
    }

    /** What {@code model.json} says. */
    public BundleManifest manifest() {
        return manifest;
    }

    /** Where the embeddings of the training photos lie; not in every bundle. */
    public Optional<EmbeddingPrior> prior() {
        return prior;
    }

    /** What speaks for captions; not in every bundle. */
    public Optional<CaptionEvidence> evidence() {
        return evidence;
    }

    /** How likely this network finds people's captions. */
    public NetworkLikelihood likelihood() {
        return likelihood;
    }

    @Override
    public void close() {
        placeEncoder.close();
        encoder.close();
    }

    private CaptionConfidence confidence(Calibration calibration, int embedding) {
        if (calibration.featureless().direction().size() != embedding) {
            throw new IllegalArgumentException("the confidence in model.json is of embeddings of "
                    + calibration.featureless().direction().size() + " numbers, not " + embedding
                    + ": calibrate the model again");
        }
        return new CaptionConfidence(
                evidence.orElseThrow(() -> new IllegalArgumentException(
                        "model.json has a confidence, which needs " + BundleWriter.TEXT_ENCODER)),
                calibration);
    }
}
