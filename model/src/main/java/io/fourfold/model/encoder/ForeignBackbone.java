package io.fourfold.model.encoder;

import static io.fourfold.model.image.PhotoDecoder.CHANNELS;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.fourfold.model.encoder.ForeignGraph.PhotoInput;
import io.fourfold.model.files.Sha256;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import onnx.Onnx.NodeProto;

/**
 * Makes a backbone of any ONNX model that sees photos: {@code image}, float {@code [N, side, side, 3]}, RGB, 0 to 255, becomes
 * {@code feature}, {@code [N, channels]}, the mean over all places of the model's last map. What follows that map is left out.
 *
 * @param output name of the last map, {@code [N, channels, rows, columns]}, {@code [N, rows, columns, channels]} or, as
 *     transformers give it, {@code [N, places, channels]}, or of a pooled feature, {@code [N, channels]}; by default the model's
 *     only output, which must be a map
 * @param values what the model was trained to see
 * @param side width and height of photos, where the model leaves that open
 */
public record ForeignBackbone(Optional<String> output, PixelValues values, OptionalInt side) {

    private static final int USUAL_SIDE = 224;

    /** Tokens of a transformer that are no places, such as that of the class, come first. */
    private static final int MOST_OTHER_TOKENS = 8;

    private static final double ROUNDING = 1e-3;

    /** Under which the metadata of backbones made here say what they see. */
    private static final String PIXELS = "pixels";

    /** Whether a model is a backbone already, and needs nothing of this. */
    public static boolean isBackbone(byte[] onnx) {
        return OnnxGraph.parse(onnx).isOurs();
    }

    /** Whether a backbone was made here, and so reads photos of the size that it was made for only. */
    public static boolean isForeign(byte[] backbone) {
        return OnnxGraph.parse(backbone).metadata(PIXELS).isPresent();
    }

    /**
     * The model as a backbone.
     *
     * @param onnx the model's file
     * @param name of the file, for the backbone's metadata
     * @throws IllegalArgumentException if it is no such model or not clear how to use it; the message says why
     */
    public byte[] of(byte[] onnx, String name) {
        ForeignGraph foreign = ForeignGraph.parse(onnx);
        PhotoInput photos = foreign.photoInput();
        int photoSide = side(photos);
        String map = output.orElseGet(foreign::onlyOutput);
        String candidates = foreign.candidates();
        foreign.cutBehind(map);
        long[] shape = shape(foreign, photos, photoSide);
        if (output.isEmpty() && shape.length == 2) {
            throw new IllegalArgumentException("its output " + map + " is no map but " + Arrays.toString(shape)
                    + ", perhaps of classes: name its last map or pooled feature; " + candidates);
        }
        List<NodeProto> nodes = foreign.takeNodes();
        OnnxGraph graph = foreign.emptied();
        addPhotos(graph, photos, photoSide);
        graph.addNodes(nodes);
        addFeature(graph, ForeignGraph.renamed(map), shape);
        graph.metadata("source", name + ", SHA-256 " + Sha256.hex(onnx));
        graph.metadata("licence", "as its owner says");
        graph.metadata(PIXELS, values.name());
        return tried(graph.toByteArray(), photoSide);
    }

    private int side(PhotoInput photos) {
        if (photos.side().isPresent() && side.isPresent() && !photos.side().equals(side)) {
            throw new IllegalArgumentException(
                    "it reads photos of " + photos.side().getAsInt() + " pixels, not " + side.getAsInt());
        }
        return photos.side().orElse(side.orElse(USUAL_SIDE));
    }

    /** What the graph gives for one photo. */
    private static long[] shape(ForeignGraph foreign, PhotoInput photos, int side) {
        long[] shape = photos.planes() ? new long[] {1, CHANNELS, side, side} : new long[] {1, side, side, CHANNELS};
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(foreign.toByteArray());
                OnnxTensor photo =
                        OnnxTensor.createTensor(environment, FloatBuffer.allocate(side * side * CHANNELS), shape);
                OrtSession.Result result = session.run(Map.of(photos.name(), photo))) {
            return ((OnnxTensor) result.get(0)).getInfo().getShape();
        } catch (OrtException unusable) {
            throw new IllegalArgumentException("ONNX Runtime cannot run it: " + unusable.getMessage(), unusable);
        }
    }

    /** Adds the input, and its pixels as the model wants them under the name of its own input. */
    private void addPhotos(OnnxGraph graph, PhotoInput photos, int side) {
        String image = graph.input(BackboneConverter.INPUT, OnnxGraph.BATCH, side, side, CHANNELS);
        String centred = graph.node(
                "Sub", "centred", List.of(image, graph.constant("pixels.mean", Tensor.vector(values.mean()))));
        String deviation = graph.constant("pixels.deviation", Tensor.vector(values.deviation()));
        String input = ForeignGraph.renamed(photos.name());
        if (photos.planes()) {
            String scaled = graph.node("Div", "scaled", List.of(centred, deviation));
            graph.node("Transpose", input, List.of(scaled), OnnxGraph.ints("perm", 0, 3, 1, 2));
        } else {
            graph.node("Div", input, List.of(centred, deviation));
        }
    }

    /** Adds the mean over all places, which stays the last node but one: explanations look for it. */
    private static void addFeature(OnnxGraph graph, String map, long[] shape) {
        int channels;
        if (shape.length == 2) {
            channels = (int) shape[1];
            graph.node("Flatten", BackboneConverter.OUTPUT, List.of(map));
        } else {
            int axis = channelAxis(shape);
            channels = (int) shape[axis];
            String planes = switch (axis) {
                case 1 -> map;
                case 3 -> graph.node("Transpose", "map", List.of(map), OnnxGraph.ints("perm", 0, 3, 1, 2));
                default -> tokens(graph, map, (int) shape[1]);
            };
            graph.node(
                    "Flatten",
                    BackboneConverter.OUTPUT,
                    List.of(graph.node("GlobalAveragePool", "pool", List.of(planes))));
        }
        graph.addOutput(BackboneConverter.OUTPUT, OnnxGraph.BATCH, channels);
    }

    /** The axis of a map's channels: of the two layouts of squares the one that fits; 2 of the places of a transformer. */
    private static int channelAxis(long[] shape) {
        boolean planes = shape.length == 4 && shape[2] == shape[3];
        boolean interleaved = shape.length == 4 && shape[1] == shape[2];
        if (planes != interleaved) {
            return planes ? 1 : 3;
        }
        if (shape.length == 3 && shape[1] - square(shape[1]) <= MOST_OTHER_TOKENS) {
            return 2;
        }
        throw new IllegalArgumentException("what was named is " + Arrays.toString(shape)
                + ", neither a square map [1, channels, rows, columns] or [1, rows, columns, channels], nor"
                + " [1, places, channels], nor a feature [1, channels]");
    }

    private static int square(long tokens) {
        int rows = (int) Math.sqrt(tokens);
        return rows * rows;
    }

    /** The places of a transformer as a map, {@code [N, channels, rows, columns]}. */
    private static String tokens(OnnxGraph graph, String map, int tokens) {
        int places = square(tokens);
        int rows = (int) Math.sqrt(places);
        String kept = graph.node(
                "Slice",
                "places.only",
                List.of(
                        map,
                        graph.integerConstant("places.first", tokens - places),
                        graph.integerConstant("places.end", tokens),
                        graph.integerConstant("places.axis", 1)));
        String turned = graph.node("Transpose", "places.turned", List.of(kept), OnnxGraph.ints("perm", 0, 2, 1));
        return graph.node("Reshape", "map", List.of(turned, graph.integerConstant("places.shape", 0, 0, rows, rows)));
    }

    /** Makes sure that two photos at once give what each gives alone, and something else than each other. */
    private static byte[] tried(byte[] backbone, int side) {
        float[] one = noise(side, 1);
        float[] other = noise(side, 2);
        try (ImageEncoder encoder = new ImageEncoder(backbone)) {
            float[][] together = encoder.encode(List.of(one, other));
            float[] alone = encoder.encode(other);
            if (far(together[1], alone) > ROUNDING) {
                throw new IllegalArgumentException("a photo gives something else when others are beside it: export it"
                        + " with a batch of any size");
            }
            if (!(far(together[0], together[1]) > 0)) {
                throw new IllegalArgumentException(
                        "what was named does not depend on the photo, or is no finite number");
            }
        } catch (IllegalStateException failed) {
            throw new IllegalArgumentException(
                    "it cannot take two photos at once: export it with a batch of any size", failed);
        }
        return backbone;
    }

    /** The largest difference beside the largest number; not a number if one is not. */
    private static double far(float[] a, float[] b) {
        double difference = 0;
        double largest = Double.MIN_NORMAL;
        for (int i = 0; i < a.length; i++) {
            difference = Math.max(difference, Math.abs(a[i] - b[i]));
            largest = Math.max(largest, Math.max(Math.abs(a[i]), Math.abs(b[i])));
        }
        return difference / largest;
    }

    private static float[] noise(int side, int seed) {
        Random random = new Random(seed);
        float[] pixels = new float[side * side * CHANNELS];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextInt(256);
        }
        return pixels;
    }
}
