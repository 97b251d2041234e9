package io.fourfold.model;

import io.fourfold.model.confidence.Calibration;
import io.fourfold.model.confidence.CaptionConfidence;
import io.fourfold.model.confidence.CaptionEvidence;
import io.fourfold.model.decoder.BeamSearch;
import io.fourfold.model.decoder.Caption;
import io.fourfold.model.decoder.Decoder;
import io.fourfold.model.decoder.DecoderShape;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
    private final CompletableFuture<List<LearnedWord>> vocabulary;
    private final CompletableFuture<WordVectors> words;
    private final IntFunction<BeamSearch> beamSearches;
    private final BeamSearch beamSearch;
    private final NetworkLikelihood likelihood;
    private final PlaceEncoder placeEncoder;
    private final WordExplainer wordExplainer;

    private final Optional<EmbeddingPrior> prior;
    private final Optional<TextSearch> textSearch;
    private final Optional<CaptionEvidence> evidence;
    private final Optional<CaptionConfidence> confidence;

    /**
     * @param textEncoder empty if it has none
     * @param loading is waited for once all that goes on beside it is done; what a first search or question about words needs
     *     is computed in the background afterwards
     * @throws IOException if the encoder cannot be read
     */
    private ModelBundle(
            BundleManifest manifest,
            StoredDecoder stored,
            WordMeanings meanings,
            Map<String, Matrix> textEncoder,
            CompletableFuture<ImageEncoder> loading,
            PlaceEncoder placeEncoder)
            throws IOException {
        DecoderShape shape = stored.weights().shape();
        Decoder decoder = new Decoder(stored.weights()).frozen();
        Vocabulary tokens = stored.vocabulary();
        this.manifest = manifest;
        this.prior = Optional.of(textEncoder)
                .filter(saved -> !saved.isEmpty())
                .map(saved -> EmbeddingPrior.of(shape.embedding(), saved));
        this.evidence = prior.map(where -> new CaptionEvidence(
                tokens,
                new TextDirections(
                                TextEncoder.of(stored.weights().words(), textEncoder),
                                WordBag.of(shape.tokens(), shape.embedding(), textEncoder))
                        .frozen(),
                Hubness.of(shape.embedding(), textEncoder)));
        this.confidence = Optional.ofNullable(manifest.confidence())
                .map(calibration -> confidence(calibration, shape.embedding()));
        this.beamSearches = width ->
                new BeamSearch(decoder, tokens, width, manifest.decoder().maximumWords());
        this.beamSearch = beamSearches.apply(manifest.decoder().beamWidth());
        this.likelihood = new NetworkLikelihood(decoder, tokens);
        this.placeEncoder = placeEncoder;
        this.wordExplainer = new WordExplainer(decoder, tokens);
        this.encoder = loaded(loading);
        if (encoder.outputSize() != shape.embedding()) {
            throw new IllegalArgumentException("encoder.onnx gives embeddings of " + encoder.outputSize()
                    + " numbers, the decoder reads " + shape.embedding());
        }
        this.photoDecoder = new PhotoDecoder(encoder.side());
        this.textSearch = prior.flatMap(where -> evidence.map(
                found -> new NetworkTextSearch(decoder, tokens, meanings, found.directions(), where, found.hubness())));
        this.vocabulary = CompletableFuture.supplyAsync(
                () -> LearnedWord.of(tokens, stored.weights().words()));
        this.words = vocabulary.thenApply(WordVectors::of);
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
            BundleManifest manifest = BundleManifest.parse(files.read(BundleWriter.MANIFEST));
            CompletableFuture<ImageEncoder> encoder =
                    CompletableFuture.supplyAsync(() -> new ImageEncoder(encoderFile(files, manifest)));
            try {
                StoredDecoder decoder = StoredDecoder.read(files, manifest);
                return new ModelBundle(
                        manifest,
                        decoder,
                        meanings(files, manifest, decoder.vocabulary()),
                        textEncoder(files, manifest),
                        encoder,
                        new PlaceEncoder(() -> encoderFile(files, manifest)));
            } catch (RuntimeException | IOException e) {
                encoder.thenAccept(ImageEncoder::close);
                throw e;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("cannot load " + name + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot load " + name + ": " + e.getMessage(), e);
        }
    }

    private static ImageEncoder loaded(CompletableFuture<ImageEncoder> loading) throws IOException {
        try {
            return loading.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof UncheckedIOException unreadable) {
                throw unreadable.getCause();
            }
            if (failed.getCause() instanceof IllegalArgumentException unsuitable) {
                throw unsuitable;
            }
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw failed;
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
        return captions(List.of(embedding)).get(0);
    }

    @Override
    public List<List<Caption>> captions(List<float[]> embeddings) {
        List<List<Caption>> captions = beamSearch.search(embeddings);
        return confidence.map(known -> known.rate(embeddings, captions)).orElse(captions);
    }

    @Override
    public TextSearch textSearch() {
        return textSearch.orElseThrow(() -> new IllegalStateException("the model bundle " + version() + " has no "
                + BundleWriter.TEXT_ENCODER + ": train it again, or use one that has it"));
    }

    @Override
    public WordVectors words() {
        return words.join();
    }

    @Override
    public List<LearnedWord> vocabulary() {
        return vocabulary.join();
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
        words().require(lowerCase);
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
