package io.fourfold.model.encoder;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/**
 * An npm package with a MobileNetV2 of very few channels and random weights, and its slow, plain evaluation: the independent
 * answer that the converted network must give.
 */
public final class TinyMobileNet {

    /** Behind a number of the feature: 28 in the stem, at most 28 in each of 17 bottlenecks, 49 in the mean. */
    public static final int ADDITIONS = 28 + 17 * 28 + 49;

    private static final int[] CHANNELS = {2, 2, 3, 3, 4, 4, 4, 2, 2, 2, 2, 3, 3, 3, 4, 4, 4};
    private static final int EXPANSION = 2;
    private static final int STEM_CHANNELS = 4;

    private final Random random = new Random(11);
    final Map<String, Tensor> weights = new LinkedHashMap<>();

    public TinyMobileNet() {
        addConvolution("Conv", 3, 3, STEM_CHANNELS);
        addDepthwise("expanded_conv", STEM_CHANNELS);
        addConvolution("expanded_conv/project", 1, STEM_CHANNELS, CHANNELS[0]);
        for (int i = 1; i <= 16; i++) {
            int inside = CHANNELS[i - 1] * EXPANSION;
            addConvolution("expanded_conv_" + i + "/expand", 1, CHANNELS[i - 1], inside);
            addDepthwise("expanded_conv_" + i, inside);
            addConvolution("expanded_conv_" + i + "/project", 1, inside, CHANNELS[i]);
        }
    }

    /** Evaluates the network on {@code [224][224][3]} pixels. */
    float[] evaluate(float[] pixels) {
        float[][][] map = new float[224][224][3];
        for (int i = 0; i < pixels.length; i++) {
            map[i / (224 * 3)][i / 3 % 224][i % 3] = pixels[i] * 2f / 255f - 1f;
        }
        map = relu6(convolve(map, "Conv", 2));
        map = convolve(depthwise(map, "expanded_conv", 1), "expanded_conv/project", 1);
        for (int i = 1; i < 16; i++) {
            int stride = i == 1 || i == 3 || i == 6 || i == 13 ? 2 : 1;
            String block = "expanded_conv_" + i;
            float[][][] inside = depthwise(relu6(convolve(map, block + "/expand", 1)), block, stride);
            float[][][] projected = convolve(inside, block + "/project", 1);
            map = stride == 1 && CHANNELS[i - 1] == CHANNELS[i] ? sum(map, projected) : projected;
        }
        return mean(relu6(convolve(map, "expanded_conv_16/expand", 1)));
    }

    Map<String, byte[]> files() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode model = mapper.createObjectNode();
        ObjectNode group = model.putArray("weightsManifest").addObject();
        group.putArray("paths").add("group1-shard1of2").add("group1-shard2of2");
        ArrayNode entries = group.putArray("weights");
        ByteArrayOutputStream values = new ByteArrayOutputStream();
        addEntry(entries, values, "a/count", "int32", new int[0], new float[] {7});
        weights.forEach((name, tensor) ->
                addEntry(entries, values, "MobilenetV2/" + name, "float32", tensor.shape(), tensor.values()));
        byte[] all = values.toByteArray();
        int cut = all.length / 2 + 1;
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("package.json", "{\"name\":\"@tiny/net\",\"version\":\"1.2.3\",\"license\":\"MIT\"}".getBytes());
        files.put("model/model.json", mapper.writeValueAsBytes(model));
        files.put("model/group1-shard1of2", Arrays.copyOf(all, cut));
        files.put("model/group1-shard2of2", Arrays.copyOfRange(all, cut, all.length));
        return files;
    }

    public Path writeDirectory(Path directory) throws IOException {
        for (Map.Entry<String, byte[]> file : files().entrySet()) {
            Path target = directory.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue());
        }
        return directory;
    }

    public Path writeArchive(Path archive) throws IOException {
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(new GzipCompressorOutputStream(Files.newOutputStream(archive)))) {
            for (Map.Entry<String, byte[]> file : files().entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry("package/" + file.getKey());
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        }
        return archive;
    }

    private void addConvolution(String scope, int size, int in, int out) {
        weights.put(scope + "/Conv2D/merged_input", random(2.0 / Math.sqrt(size * size * in), size, size, in, out));
        weights.put(scope + "/BatchNorm/FusedBatchNorm/Offset", random(0.5, out));
    }

    private void addDepthwise(String block, int channels) {
        String scope = block + "/depthwise";
        weights.put(scope + "/depthwise_weights", random(0.8, 3, 3, channels, 1));
        weights.put(scope + "/BatchNorm/FusedBatchNorm/Scaled", random(1.5, channels));
        weights.put(scope + "/BatchNorm/FusedBatchNorm/Offset", random(0.5, channels));
    }

    private Tensor random(double deviation, int... shape) {
        float[] values = new float[Tensor.count(shape)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * deviation);
        }
        return new Tensor(shape, values);
    }

    private float[][][] convolve(float[][][] map, String scope, int stride) {
        Tensor kernel = weights.get(scope + "/Conv2D/merged_input");
        float[] offset = weights.get(scope + "/BatchNorm/FusedBatchNorm/Offset").values();
        int size = kernel.shape()[0];
        int in = kernel.shape()[2];
        int out = kernel.shape()[3];
        int sides = map.length / stride;
        int before = (size - stride) / 2;
        float[][][] result = new float[sides][sides][out];
        for (int y = 0; y < sides; y++) {
            for (int x = 0; x < sides; x++) {
                for (int o = 0; o < out; o++) {
                    float sum = offset[o];
                    for (int ky = 0; ky < size; ky++) {
                        for (int kx = 0; kx < size; kx++) {
                            for (int c = 0; c < in; c++) {
                                sum += at(map, y * stride + ky - before, x * stride + kx - before, c)
                                        * kernel.values()[((ky * size + kx) * in + c) * out + o];
                            }
                        }
                    }
                    result[y][x][o] = sum;
                }
            }
        }
        return result;
    }

    private float[][][] depthwise(float[][][] map, String block, int stride) {
        float[] kernel = weights.get(block + "/depthwise/depthwise_weights").values();
        float[] scale = weights.get(block + "/depthwise/BatchNorm/FusedBatchNorm/Scaled")
                .values();
        float[] offset = weights.get(block + "/depthwise/BatchNorm/FusedBatchNorm/Offset")
                .values();
        int channels = scale.length;
        int sides = map.length / stride;
        int before = (3 - stride) / 2;
        float[][][] result = new float[sides][sides][channels];
        for (int y = 0; y < sides; y++) {
            for (int x = 0; x < sides; x++) {
                for (int c = 0; c < channels; c++) {
                    float sum = 0;
                    for (int ky = 0; ky < 3; ky++) {
                        for (int kx = 0; kx < 3; kx++) {
                            sum += at(map, y * stride + ky - before, x * stride + kx - before, c)
                                    * kernel[(ky * 3 + kx) * channels + c];
                        }
                    }
                    result[y][x][c] = sum * scale[c] + offset[c];
                }
            }
        }
        return relu6(result);
    }

    private static float at(float[][][] map, int y, int x, int channel) {
        boolean inside = y >= 0 && x >= 0 && y < map.length && x < map.length;
        return inside ? map[y][x][channel] : 0;
    }

    private static float[][][] relu6(float[][][] map) {
        for (float[][] row : map) {
            for (float[] place : row) {
                for (int c = 0; c < place.length; c++) {
                    place[c] = Math.max(0, Math.min(6, place[c]));
                }
            }
        }
        return map;
    }

    private static float[][][] sum(float[][][] first, float[][][] second) {
        for (int y = 0; y < first.length; y++) {
            for (int x = 0; x < first.length; x++) {
                for (int c = 0; c < first[y][x].length; c++) {
                    second[y][x][c] += first[y][x][c];
                }
            }
        }
        return second;
    }

    private static float[] mean(float[][][] map) {
        float[] mean = new float[map[0][0].length];
        for (float[][] row : map) {
            for (float[] place : row) {
                for (int c = 0; c < mean.length; c++) {
                    mean[c] += place[c] / (map.length * map.length);
                }
            }
        }
        return mean;
    }

    private static void addEntry(
            ArrayNode entries, ByteArrayOutputStream bytes, String name, String type, int[] shape, float[] values) {
        ObjectNode entry = entries.addObject().put("name", name).put("dtype", type);
        ArrayNode axes = entry.putArray("shape");
        for (int length : shape) {
            axes.add(length);
        }
        ByteBuffer buffer = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            if (type.equals("int32")) {
                buffer.putInt((int) value);
            } else {
                buffer.putFloat(value);
            }
        }
        try {
            bytes.write(buffer.array());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
